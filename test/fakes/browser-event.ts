/** An event of the browser: whoever listens is called, in the order in which they came. */
export class BrowserEvent<Details extends unknown[]> {
  readonly #listeners = new Set<(...details: Details) => void>();

  addListener(listener: (...details: Details) => void): void {
    this.#listeners.add(listener);
  }

  removeListener(listener: (...details: Details) => void): void {
    this.#listeners.delete(listener);
  }

  /** Lets it happen. */
  fire(...details: Details): void {
    for (const listener of this.#listeners) listener(...details);
  }

  /** Nobody listens any more, as after the end of the worker. */
  clear(): void {
    this.#listeners.clear();
  }
}

/** The page's leave to send more of a body. */
export class Credits {
  #credits = 0;
  #wake: (() => void) | undefined;

  give(): void {
    this.#credits += 1;
    this.#wake?.();
  }

  /** For all that is left, at once. */
  giveAll(): void {
    this.#credits = Number.POSITIVE_INFINITY;
    this.#wake?.();
  }

  /** Resolves once there is any leave, or the transfer has ended: whether it is for everything. */
  async isForAll(signal: AbortSignal): Promise<boolean> {
    await this.#any(signal);
    return this.#credits === Number.POSITIVE_INFINITY;
  }

  /** Resolves once there is leave for one more chunk, or the transfer has ended. */
  async take(signal: AbortSignal): Promise<void> {
    await this.#any(signal);
    this.#credits -= 1;
  }

  async #any(signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake);
    while (this.#credits === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    signal.removeEventListener('abort', wake);
  }
}

/** One area of the extension's storage: it keeps JSON and hands out copies. */
export class StorageArea {
  readonly #items = new Map<string, string>();

  get(key: string): Promise<Record<string, unknown>> {
    const item = this.#items.get(key);
    return Promise.resolve(item === undefined ? {} : { [key]: JSON.parse(item) as unknown });
  }

  set(items: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.#items.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  clear(): void {
    this.#items.clear();
  }

  /** Everything in it as text, for those who look for what must not be there. */
  get text(): string {
    return [...this.#items].flat().join('\n');
  }
}

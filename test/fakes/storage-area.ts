import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * One area of the extension's storage: it keeps JSON and hands out copies. It is served in the order of its calls,
 * and each answer takes its way back from another process.
 */
export class StorageArea {
  readonly #items = new Map<string, string>();

  /** @param keys all, where none are named */
  async get(keys: string | readonly string[] = [...this.#items.keys()]): Promise<Record<string, unknown>> {
    const found = [keys].flat().flatMap((key) => {
      const item = this.#items.get(key);
      return item === undefined ? [] : [[key, JSON.parse(item) as unknown] as const];
    });
    await nextTurn();
    return Object.fromEntries(found);
  }

  async set(items: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.#items.set(key, JSON.stringify(value));
    await nextTurn();
  }

  clear(): void {
    this.#items.clear();
  }

  /** Everything in it as text, for those who look for what must not be there. */
  get text(): string {
    return [...this.#items].flat().join('\n');
  }
}

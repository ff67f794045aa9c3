import * as v from 'valibot';
import { browser } from './browser.ts';
import { announceChange } from './changes.ts';

/** One value in the browser's storage: its only definition, parser and writer. */
export interface Stored<Value> {
  read(): Promise<Value>;
  /** Reads, changes and writes in one step: no other context writes in between. */
  update(change: (value: Value) => Value): Promise<Value>;
}

/**
 * Declares a stored value. What does not parse counts as absent: a grant that cannot be read is no grant.
 *
 * @param area `local` outlives the browser, `session` only the worker
 */
export function stored<Value>(
  area: 'local' | 'session',
  key: string,
  schema: v.GenericSchema<unknown, Value>,
  initial: Value,
): Stored<Value> {
  const envelope = v.object({ version: v.literal(1), value: schema });

  async function read(): Promise<Value> {
    const found = await browser.storage[area].get(key);
    const parsed = v.safeParse(envelope, found[key]);
    return parsed.success ? parsed.output.value : initial;
  }

  return {
    read,
    update: (change) =>
      navigator.locks.request(`stored:${key}`, async () => {
        const before = await read();
        const after = change(before);
        if (after === before) return before;
        await browser.storage[area].set({ [key]: { version: 1, value: after } });
        announceChange();
        return after;
      }),
  };
}

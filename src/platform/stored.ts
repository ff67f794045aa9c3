import * as v from 'valibot';
import { browser } from './browser.ts';
import { announceChange } from './changes.ts';
import { inStore } from './database.ts';

/** One value that is kept: its only definition, parser and writer. */
export interface Stored<Value> {
  read(): Promise<Value>;
  /** Reads, changes and writes in one step: no other context writes in between. */
  update(change: (value: Value) => Value): Promise<Value>;
}

const Newer = v.object({ version: v.pipe(v.number(), v.minValue(2)) });

/**
 * Declares a stored value. What does not parse counts as absent: a grant that cannot be read is no grant. What a newer
 * version has written is not written over.
 *
 * @param area `database` outlives the browser, `session` only the worker. What gives authority is not in
 *   `storage.local`, which content scripts can write.
 */
export function stored<Value>(
  area: 'database' | 'session',
  key: string,
  schema: v.GenericSchema<unknown, Value>,
  initial: Value,
): Stored<Value> {
  const envelope = v.object({ version: v.literal(1), value: schema });

  async function find(): Promise<unknown> {
    return await (area === 'session'
      ? browser.storage.session.get(key).then((items) => items[key])
      : inStore('values', 'readonly', (store) => store.get(key) as IDBRequest<unknown>));
  }

  function parse(found: unknown): Value {
    const parsed = v.safeParse(envelope, found);
    return parsed.success ? parsed.output.value : initial;
  }

  return {
    read: async () => parse(await find()),
    update: (change) =>
      navigator.locks.request(`stored:${key}`, async () => {
        const found = await find();
        // Once that version is back, it goes on from what it left.
        if (area === 'database' && v.is(Newer, found)) throw new Error(`A newer version has written ${key}.`);
        const before = parse(found);
        const after = change(before);
        if (after === before) return before;
        const row = { id: key, version: 1, value: after };
        await (area === 'session'
          ? browser.storage.session.set({ [key]: row })
          : inStore('values', 'readwrite', (store) => store.put(row)));
        announceChange();
        return after;
      }),
  };
}

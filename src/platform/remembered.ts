import * as v from 'valibot';
import { browser } from './browser.ts';

/** Small facts by name that outlive the worker, but not the browser. */
export interface Remembered<Value> {
  recall(name: string): Promise<Value | undefined>;
  remember(name: string, value: Value): Promise<void>;
}

/** The names that were used last are kept: a hostile page could make up hosts without end. */
const MOST = 200;

/**
 * Declares facts in `storage.session`. Nothing is drawn from them, so no change is announced; they are written by
 * the worker alone, so its memory may answer.
 */
export function remembered<Value>(key: string, schema: v.GenericSchema<unknown, Value>): Remembered<Value> {
  const all = v.array(v.tuple([v.string(), schema]));
  let loading: Promise<Map<string, Value>> | undefined;

  function facts(): Promise<Map<string, Value>> {
    loading ??= load();
    return loading;
  }

  async function load(): Promise<Map<string, Value>> {
    const parsed = v.safeParse(all, (await browser.storage.session.get(key))[key]);
    return new Map(parsed.success ? parsed.output : []);
  }

  return {
    recall: async (name) => (await facts()).get(name),
    async remember(name, value) {
      const known = await facts();
      const isKnown = known.get(name) === value;
      // What is heard again is the newest, though nothing has to be written for it.
      known.delete(name);
      known.set(name, value);
      if (isKnown) return;
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
      await browser.storage.session.set({ [key]: [...known] });
    },
  };
}

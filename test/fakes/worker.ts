/**
 * Gives Node what the extension's worker stands in and Node has not: IndexedDB and Web Locks, and a network that a
 * worker which has ended hears nothing of any more.
 */
import 'fake-indexeddb/auto';
import { Locks } from './locks.ts';

const navigator = { locks: new Locks() };
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });

const send = globalThis.fetch;
let worker = 1;

globalThis.fetch = async (...request) => {
  const own = worker;
  const [answer] = await Promise.allSettled([send(...request)]);
  if (own !== worker) return await new Promise<never>(() => undefined);
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
};

/**
 * Ends the worker, as the browser does at any moment: its locks are free, and whatever it waits for never comes. Its
 * modules stay until the test loads new ones.
 */
export function endWorker(): void {
  worker += 1;
  navigator.locks = new Locks();
}

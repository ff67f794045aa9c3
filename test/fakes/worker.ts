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
let watcher: (url: string) => void = () => undefined;

globalThis.fetch = async (...request) => {
  const own = worker;
  const never = () => new Promise<never>(() => undefined);
  const [target] = request;
  watcher(target instanceof Request ? target.url : String(target));
  if (own !== worker) return await never();
  const [answer] = await Promise.allSettled([send(...request)]);
  if (own !== worker) return await never();
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
};

/** Tells of each request that is about to leave; a worker that ends then does not send it. */
export function watchSending(watch: (url: string) => void): void {
  watcher = watch;
}

/**
 * Ends the worker, as the browser does at any moment: its locks are free, and whatever it waits for never comes. Its
 * modules stay until the test loads new ones.
 */
export function endWorker(): void {
  worker += 1;
  watcher = () => undefined;
  navigator.locks = new Locks();
}

/** Gives Node what the extension's worker stands in and Node has not: IndexedDB and Web Locks. */
import 'fake-indexeddb/auto';
import { Locks } from './locks.ts';

Object.defineProperty(globalThis, 'navigator', { value: { locks: new Locks() }, configurable: true });

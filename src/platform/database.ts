import { browser } from './browser.ts';

/** The tables of rows that may hold secrets. */
export const TABLES = ['identities', 'issuers'] as const;

export type TableName = (typeof TABLES)[number];

const STORES = [...TABLES, 'vault', 'values'] as const;
type StoreName = (typeof STORES)[number];

let opened: Promise<IDBDatabase> | undefined;

/** IndexedDB, the one store that content scripts cannot read and that holds CryptoKeys. */
function database(): Promise<IDBDatabase> {
  // What could not be opened once is tried again by the next who asks.
  opened ??= openDatabase().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function openDatabase(): Promise<IDBDatabase> {
  const local = await browser.storage.local.get();
  const request = indexedDB.open('latchkey', 4);
  request.onupgradeneeded = ({ oldVersion }) => {
    const { result: db, transaction } = request;
    for (const name of STORES) {
      if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath: 'id' });
    }
    // Later, and where Latchkey has just been installed, a page may have written what lies there.
    if (oldVersion === 0) return;
    for (const [id, value] of Object.entries(local))
      transaction?.objectStore('values').put({ ...(value as object), id });
  };
  const db = await done(request);
  void browser.storage.local.clear();
  db.onclose = () => (opened = undefined);
  // A page of an older version that stays open must not keep a newer one waiting.
  db.onversionchange = () => {
    db.close();
    opened = undefined;
  };
  return db;
}

/** Begins a change of all stores, which lasts until nothing more is asked of it. */
export async function changeOfAll(): Promise<IDBTransaction> {
  return await begin(STORES, 'readwrite');
}

/** Does one thing with one store. */
export async function inStore<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const begun = await begin([name], mode);
  const [result] = await Promise.all([done(act(begun.objectStore(name))), committed(begun)]);
  return result;
}

async function begin(names: readonly StoreName[], mode: IDBTransactionMode): Promise<IDBTransaction> {
  return (await database()).transaction(names, mode, { durability: 'strict' });
}

/** Resolves once a transaction is on the disk. */
export function committed(begun: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    begun.oncomplete = () => resolve();
    begun.onabort = () => reject(begun.error ?? new Error('A transaction was aborted.'));
  });
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database failed.'));
  });
}

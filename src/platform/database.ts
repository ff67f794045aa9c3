import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { announceChange } from './changes.ts';

/** A table of records in IndexedDB, the one store that content scripts cannot read and that holds CryptoKeys. */
export interface Table<Row extends { readonly id: string }> {
  all(): Promise<readonly Row[]>;
  get(id: Row['id']): Promise<Row | undefined>;
  put(row: Row): Promise<void>;
  /** Changes a row in one transaction; a row that is gone stays gone. */
  change(id: Row['id'], change: (row: Row) => Row): Promise<Row | undefined>;
  delete(id: Row['id']): Promise<void>;
}

type TableName = 'identities' | 'issuers';

interface Schema extends DBSchema {
  identities: { key: string; value: { readonly id: string } };
  issuers: { key: string; value: { readonly id: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('latchkey', 2, {
    upgrade: (db) => {
      for (const name of ['identities', 'issuers'] as const) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath: 'id' });
      }
    },
    terminated: () => (opened = undefined),
  });
  return opened;
}

/** Declares a table; its owner is the one module that writes it and so vouches for the type of its rows. */
export function table<Row extends { readonly id: string }>(name: TableName): Table<Row> {
  return {
    all: async () => (await (await database()).getAll(name)) as Row[],
    get: async (id) => (await (await database()).get(name, id)) as Row | undefined,
    async put(row) {
      await (await database()).put(name, row);
      announceChange();
    },
    async delete(id) {
      await (await database()).delete(name, id);
      announceChange();
    },
    async change(id, change) {
      const transaction = (await database()).transaction(name, 'readwrite', { durability: 'strict' });
      const before = (await transaction.store.get(id)) as Row | undefined;
      const after = before === undefined ? undefined : change(before);
      if (after !== undefined && after !== before) await transaction.store.put(after);
      await transaction.done;
      announceChange();
      return after;
    },
  };
}

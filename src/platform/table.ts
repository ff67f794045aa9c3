import { announceChange, untilChange } from './changes.ts';
import { changeOfAll, committed, inStore, TABLES, type TableName } from './database.ts';
import { type AtRest, isSealed, mapSecrets, open, seal } from './sealing.ts';
import { openingKey, sealingKey, type Vault } from './vault.ts';

interface Identified {
  readonly id: string;
}

/** A table of records in IndexedDB. Where the person has set up a lock, what is secret in them is sealed there. */
export interface Table<Row extends Identified> {
  /** All rows as they lie there, whether locked or not. */
  all(): Promise<readonly AtRest<Row>[]>;
  /** @throws LatchkeyError `locked` where a secret in it is sealed and it is locked; `secret-damaged` */
  get(id: Row['id']): Promise<Row | undefined>;
  /** @throws LatchkeyError `locked` where there is a secret to seal */
  put(row: Row): Promise<void>;
  /**
   * Changes a row as it lies there, in one step; a row that is gone stays gone.
   *
   * @param key what seals the secrets that are new, where it is locked by now
   * @throws LatchkeyError `locked` where there is a secret to seal
   */
  change(
    id: Row['id'],
    change: (row: AtRest<Row>) => AtRest<Row>,
    key?: CryptoKey | null,
  ): Promise<AtRest<Row> | undefined>;
  delete(id: Row['id']): Promise<void>;
}

/** Declares a table; its owner is the one module that writes it and so vouches for the type of its rows. */
export function table<Row extends Identified>(name: TableName): Table<Row> {
  const read = (id: string) =>
    inStore(name, 'readonly', (store) => store.get(id) as IDBRequest<Identified | undefined>);
  return {
    // To read a hundred keys takes longer than to show whose they are.
    all: untilChange(() => readAll(name) as Promise<AtRest<Row>[]>),
    async get(id) {
      const row = await read(id);
      return row === undefined ? undefined : await opened(name, row);
    },
    put: (row) => inTurn(() => write(name, row)),
    change: (id, change, key) =>
      inTurn(async () => {
        const before = (await read(id)) as AtRest<Row> | undefined;
        const after = before === undefined ? undefined : change(before);
        if (after !== undefined && after !== before) await write(name, after, key);
        return after;
      }),
    delete: (id) => inTurn(() => inStore(name, 'readwrite', (store) => store.delete(id))),
  };
}

/** One writer at a time: while a secret is sealed, no transaction of the database stays open. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = await navigator.locks.request('tables', work);
  announceChange();
  return result;
}

async function write(name: TableName, row: Identified, before?: CryptoKey | null): Promise<void> {
  const sealed = await mapSecrets<Identified>(row, placeOf(name, row), async (secret, place) => {
    const key = isSealed(secret) ? null : await sealingKey(before);
    return key === null ? secret : await seal(secret, key, place);
  });
  await inStore(name, 'readwrite', (store) => store.put(sealed));
}

/** A row with its secrets. */
export async function opened<Row extends Identified>(name: TableName, row: Identified): Promise<Row> {
  return await mapSecrets(row, placeOf(name, row), async (secret, place) =>
    isSealed(secret) ? await open(secret, await openingKey(), place) : secret,
  );
}

/** A row whose secrets are sealed. */
export async function sealed(name: TableName, row: Identified, key: CryptoKey): Promise<Identified> {
  return await mapSecrets(row, placeOf(name, row), (secret, place) => seal(secret, key, place));
}

/**
 * Changes every row of every table, and the vault with them, in one transaction: a worker that ends on the way has
 * changed nothing.
 *
 * @param vault null for none
 */
export async function changeVault(
  vault: Vault | null,
  change: (name: TableName, row: Identified) => Promise<Identified>,
): Promise<void> {
  await inTurn(async () => {
    const rows = await Promise.all(
      TABLES.map(async (name) => {
        const all = await readAll(name);
        return await Promise.all(all.map(async (row) => [name, await change(name, row)] as const));
      }),
    );
    const begun = await changeOfAll();
    for (const [name, row] of rows.flat()) begun.objectStore(name).put(row);
    const vaults = begun.objectStore('vault');
    if (vault === null) vaults.delete('vault');
    else vaults.put(vault);
    await committed(begun);
  });
}

function readAll(name: TableName): Promise<readonly Identified[]> {
  return inStore(name, 'readonly', (store) => store.getAll() as IDBRequest<Identified[]>);
}

function placeOf(name: TableName, { id }: Identified): string {
  return `${name} ${id}`;
}

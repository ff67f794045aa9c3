/** The database of a worker that may end: what it has not committed by then was never written. */
import 'fake-indexeddb/auto';
import type { Gate } from './gate.ts';

const owners = new WeakMap<IDBDatabase, Gate>();
const upgrades = new WeakMap<IDBDatabase, IDBTransaction>();
const undone = new WeakSet<IDBTransaction>();

/** The factory as one worker sees it. Its connections are known by it, and what they write passes its gate. */
export function databaseOf(gate: Gate, factory: IDBFactory): Pick<IDBFactory, 'open'> {
  return {
    open(name, version) {
      if (gate.reaches('before idb open')) return new IDBOpenDBRequest();
      const request = factory.open(name, version);
      const muteAtEnd = (event: Event) => {
        if (gate.isOver) event.stopImmediatePropagation();
      };
      request.addEventListener('upgradeneeded', () => {
        owners.set(request.result, gate);
        if (request.transaction === null) return;
        upgrades.set(request.result, request.transaction);
        request.transaction.addEventListener('abort', muteAtEnd);
      });
      request.addEventListener('success', (event) => {
        owners.set(request.result, gate);
        if (gate.reaches('after idb open')) event.stopImmediatePropagation();
      });
      request.addEventListener('error', muteAtEnd);
      return request;
    },
  };
}

/** A request that nothing ever comes of: with its worker, the transaction is gone, and what was written in it before. */
function never({ transaction }: IDBObjectStore): IDBRequest<unknown> {
  if (!undone.has(transaction)) {
    undone.add(transaction);
    transaction.addEventListener('abort', (event) => event.stopImmediatePropagation());
    transaction.abort();
  }
  return new IDBRequest();
}

type Write = (this: IDBObjectStore, argument: unknown) => IDBRequest<unknown>;

for (const method of ['put', 'delete'] as const) {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its own store below
  const real = IDBObjectStore.prototype[method] as Write;
  const gated: Write = function (argument) {
    const gate = owners.get(this.transaction.db);
    if (gate?.reaches(`before idb ${this.name}.${method}`) === true) return never(this);
    const name = `after idb ${this.name}.${method}`;
    this.transaction.addEventListener('complete', () => gate?.reaches(name));
    return real.call(this, argument);
  };
  Object.defineProperty(IDBObjectStore.prototype, method, { value: gated });
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its own database below
const create = IDBDatabase.prototype.createObjectStore;
IDBDatabase.prototype.createObjectStore = function (this: IDBDatabase, name, options) {
  const gate = owners.get(this);
  if (gate?.reaches(`before idb create ${name}`) === true) {
    undoUpgrade(this);
    return {} as IDBObjectStore;
  }
  const store = create.call(this, name, options);
  if (gate?.reaches(`after idb create ${name}`) === true) undoUpgrade(this);
  return store;
};

/** An upgrade is one transaction, too: it is undone whole. */
function undoUpgrade(database: IDBDatabase): void {
  upgrades.get(database)?.abort();
  upgrades.delete(database);
}

import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { grantOf } from '../../fakes/people.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const { local } = port.browser.storage;
const IDENTITY = { id: 'https://alice.example/#me https://idp.example', session: { state: 'signed-in' } };
const ISSUER = { id: 'https://idp.example', trustedAt: 1, secret: 'typed long ago' };
const VAULT = { id: 'vault', idle: 'never' };

/** What a database of each version before had in it. */
const BEFORE = [
  { version: 1, rows: { identities: IDENTITY } },
  { version: 2, rows: { identities: IDENTITY, issuers: ISSUER } },
  { version: 3, rows: { identities: IDENTITY, issuers: ISSUER, vault: VAULT } },
] as const;

beforeEach(() => {
  port.restartBrowser();
  globalThis.indexedDB = new IDBFactory();
});

/** The modules of a worker that has just been started. */
async function wake() {
  vi.resetModules();
  const [{ inStore }, issuers, vault, grants] = await Promise.all([
    import('../../../src/platform/database.ts'),
    import('../../../src/identities/issuers.ts'),
    import('../../../src/platform/vault.ts'),
    import('../../../src/sites/grants.ts'),
  ]);
  const identities = () =>
    inStore('identities', 'readonly', (store) => store.getAll() as IDBRequest<unknown[]>);
  return { ...issuers, ...vault, ...grants, identities };
}

function opened(version: number, create: readonly string[]): Promise<IDBDatabase> {
  const request = indexedDB.open('latchkey', version);
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => {
      for (const name of create) request.result.createObjectStore(name, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
    request.onblocked = () => reject(new Error('Somebody keeps the database open.'));
  });
}

/** A database of another version, with a row in each store. */
async function leave(version: number, rows: Readonly<Record<string, unknown>>): Promise<void> {
  const database = await opened(version, Object.keys(rows));
  const begun = database.transaction(Object.keys(rows), 'readwrite');
  for (const [name, row] of Object.entries(rows)) begun.objectStore(name).put(row);
  await new Promise((resolve) => (begun.oncomplete = resolve));
  database.close();
}

describe('a database of version', () => {
  it.each(BEFORE)('$version keeps its rows', async ({ version, rows }) => {
    await leave(version, rows);
    const worker = await wake();
    expect(await worker.identities()).toEqual([IDENTITY]);
    expect(await worker.listIssuers()).toEqual('issuers' in rows ? [ISSUER] : []);
    expect(await worker.readVault()).toEqual('vault' in rows ? VAULT : undefined);
  });

  it.each(BEFORE)(
    '$version takes along what lay in storage.local with it, and nothing later',
    async ({ version, rows }) => {
      await leave(version, rows);
      await local.set({ grants: { version: 1, value: [grantOf()] } });
      const worker = await wake();
      expect(await worker.listGrants()).toEqual([grantOf()]);
      expect(local.text).toBe('');
      await worker.revokeGrant(grantOf());
      await local.set({ grants: { version: 1, value: [grantOf()] } });
      expect(await (await wake()).listGrants()).toEqual([]);
    },
  );
});

it('takes nothing along where there was no database: somebody else has written it', async () => {
  await local.set({ grants: { version: 1, value: [grantOf()] } });
  expect(await (await wake()).listGrants()).toEqual([]);
  expect(local.text).toBe('');
});

it('a page of this version that stays open does not keep a newer one from changing the database', async () => {
  const page = await wake();
  expect(await page.identities()).toEqual([]);
  const newer = await opened(5, ['pods']);
  newer.close();
  await expect(page.identities()).rejects.toThrow('version');
});

it('a database that could not be opened is opened by the next who asks', async () => {
  const worker = await wake();
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('The disk is full.', 'UnknownError');
  });
  await expect(worker.identities()).rejects.toThrow('The disk is full.');
  expect(await worker.identities()).toEqual([]);
});

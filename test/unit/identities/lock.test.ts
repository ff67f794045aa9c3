import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { newKey } from '../../fakes/vault.ts';
import { expectSealed, signedInBehindLock } from './lock-stage.ts';
import {
  expireTokens,
  restartWorker,
  signedIn,
  startAnew,
  startWithPerson,
  tokensOf,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

describe('the lock, once it is set up', () => {
  it('leaves no secret as it was, and everything works on', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const before = await tokensOf(id);
    expect(await everythingStored()).toContain(before?.accessToken);
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    await expectSealed(issuer);
    expect(await tokensOf(id)).toEqual(before);
    expect((await worker.credentialsOf(id)).accessToken).toBe(before?.accessToken);
  });

  it('seals what a sign-in brings', async () => {
    await using issuer = await startWithPerson();
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    const id = await signedIn(issuer);
    await expectSealed(issuer);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('seals what a refresh brings', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = true;
    const { id } = await signedInBehindLock(issuer);
    await expireTokens(id);
    const { accessToken } = await worker.credentialsOf(id);
    expect((await tokensOf(id))?.accessToken).toBe(accessToken);
    await expectSealed(issuer);
  });

  it('seals a client secret that is typed, of which the options are told that it is there', async () => {
    await using issuer = await startWithPerson();
    await signedInBehindLock(issuer);
    const choice = { way: 'static', clientId: 'one', method: 'client_secret_basic' } as const;
    await worker.chooseClient(issuer.url, choice, 'typed-secret');
    expect(await everythingStored()).not.toContain('typed-secret');
    const [record] = await worker.listIssuers();
    expect(record === undefined ? null : worker.toClientView(record)).toMatchObject({ hasSecret: true });
    await worker.chooseClient(issuer.url, choice, null);
    expect((await worker.getIssuer(issuer.url)).secret).toBe('typed-secret');
  });

  it('outlives the worker', async () => {
    await using issuer = await startWithPerson();
    const { id } = await signedInBehindLock(issuer);
    await restartWorker();
    expect((await worker.readLock()).state).toBe('unlocked');
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('can be opened otherwise from then on, by the same key alone', async () => {
    await using issuer = await startWithPerson();
    const { id, key } = await signedInBehindLock(issuer);
    const other = await newKey('another passphrase');
    expect(await codeOf(worker.setLock(other.key, other.wraps))).toBe('secret-damaged');
    await worker.setLock(key, other.wraps);
    expect((await worker.readLock()).wraps).toEqual(other.wraps);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('can be turned off, by its key alone, and everything lies there as it was', async () => {
    await using issuer = await startWithPerson();
    const { id, key } = await signedInBehindLock(issuer);
    const before = await tokensOf(id);
    expect(await codeOf(worker.turnLockOff((await newKey()).key))).toBe('secret-damaged');
    await worker.turnLockOff(key);
    expect((await worker.readLock()).state).toBe('off');
    expect(await everythingStored()).toContain(before?.accessToken);
    expect(await tokensOf(id)).toEqual(before);
  });
});

describe('a worker that ends while the lock is', () => {
  /** Lets the worker end as the last of what is to change is written. */
  function dieInWriting(): Promise<void> {
    return new Promise((dead) => {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its own store below
      const put = IDBObjectStore.prototype.put;
      const spy = vi.spyOn(IDBObjectStore.prototype, 'put');
      spy.mockImplementation(function (this: IDBObjectStore, row: unknown) {
        const request = put.call(this, row);
        if (this.name !== 'issuers') return request;
        vi.restoreAllMocks();
        this.transaction.abort();
        dead();
        return request;
      });
    });
  }

  it('turned on has changed nothing', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const before = await tokensOf(id);
    const { key, wraps } = await newKey();
    const dead = dieInWriting();
    void worker.setLock(key, wraps).catch(() => undefined);
    await dead;
    await restartWorker();
    expect((await worker.readLock()).state).toBe('off');
    expect(await tokensOf(id)).toEqual(before);
    await worker.setLock(key, wraps);
    await expectSealed(issuer);
    expect(await tokensOf(id)).toEqual(before);
  });

  it('turned off has changed nothing', async () => {
    await using issuer = await startWithPerson();
    const { id, key } = await signedInBehindLock(issuer);
    const before = await tokensOf(id);
    const dead = dieInWriting();
    void worker.turnLockOff(key).catch(() => undefined);
    await dead;
    await restartWorker();
    expect((await worker.readLock()).state).toBe('unlocked');
    await expectSealed(issuer);
    expect(await tokensOf(id)).toEqual(before);
  });
});

describe('what somebody changed in the database', () => {
  /** Does something to the rows of a table behind the worker's back. */
  async function tamper(
    change: (rows: Record<string, unknown>[]) => Record<string, unknown>[],
  ): Promise<void> {
    const request = indexedDB.open('latchkey');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const store = request.result.transaction('identities', 'readwrite').objectStore('identities');
    const all = store.getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    for (const row of change(all.result as Record<string, unknown>[])) store.put(row);
    await new Promise((resolve) => (store.transaction.oncomplete = resolve));
    request.result.close();
    await restartWorker();
  }

  it('does not open', async () => {
    await using issuer = await startWithPerson();
    const { id } = await signedInBehindLock(issuer);
    await tamper((rows) =>
      rows.map((row) => {
        const { tokens } = row['session'] as { tokens: { sealed: ArrayBuffer } };
        const bytes = new Uint8Array(tokens.sealed);
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        return row;
      }),
    );
    expect(await codeOf(worker.credentialsOf(id))).toBe('secret-damaged');
  });

  it('does not open where one identity was given the session of another', async () => {
    await using one = await startWithPerson();
    const first = await signedIn(one);
    await using other = await startWithPerson();
    const { id: second } = await signedInBehindLock(other);
    await tamper(([hers = {}, his = {}]) => [
      { ...hers, session: his['session'] },
      { ...his, session: hers['session'] },
    ]);
    expect(await codeOf(worker.credentialsOf(first))).toBe('secret-damaged');
    expect(await codeOf(worker.credentialsOf(second))).toBe('secret-damaged');
  });
});

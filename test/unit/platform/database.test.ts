import '../../fakes/worker.ts';
import { expect, it, vi } from 'vitest';
import { listIssuers } from '../../../src/identities/issuers.ts';
import { readVault } from '../../../src/platform/vault.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const ROW = { id: 'https://idp.example', trustedAt: 1, secret: 'typed long ago' };

/** The database as it was before there was a lock. */
async function openSecondVersion(): Promise<IDBDatabase> {
  const request = indexedDB.open('latchkey', 2);
  request.onupgradeneeded = () => {
    for (const name of ['identities', 'issuers']) {
      request.result.createObjectStore(name, { keyPath: 'id' });
    }
  };
  await new Promise((resolve) => (request.onsuccess = resolve));
  return request.result;
}

it('a database of the version before keeps its rows, and has no lock', async () => {
  const before = await openSecondVersion();
  const put = before.transaction('issuers', 'readwrite').objectStore('issuers').put(ROW);
  await new Promise((resolve) => (put.onsuccess = resolve));
  before.close();
  expect(await listIssuers()).toEqual([ROW]);
  expect(await readVault()).toBeUndefined();
});

import type { Page } from 'playwright-core';
import { atFront } from './pages.ts';

/** Unlocks, in the popup or in the options. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await (await atFront(page)).getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** Resolves once a page of Latchkey says that it is locked. */
export async function saysLocked(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Latchkey is locked' }).waitFor();
}

/** Sets up a lock, on the options page "Privacy and security". */
export async function setUpLock(options: Page, passphrase: string, again = passphrase): Promise<void> {
  await (await atFront(options)).getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await options.getByLabel('Passphrase again', { exact: true }).fill(again);
  await options.getByRole('button', { name: 'Turn the lock on' }).click();
}

/** Everything that Latchkey has stored, read behind its back in one of its own pages, byte for byte. */
export function everythingStored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await done(indexedDB.open('latchkey'));
    const begun = database.transaction(database.objectStoreNames);
    const found: unknown[] = [];
    for (const name of database.objectStoreNames) found.push(await done(begun.objectStore(name).getAll()));
    database.close();
    const { local, session, sync } = chrome.storage;
    for (const area of [local, session, sync]) found.push(await area.get());
    return JSON.stringify(found, (_, value: unknown) => {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
      return bytes instanceof Uint8Array ? String.fromCharCode(...bytes) : value;
    });

    function done<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB failed', { cause: request.error }));
      });
    }
  });
}

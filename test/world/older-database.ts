import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Resolves once the database is as it was before. */
    turned: Promise<unknown>;
  }
}

/**
 * Begins to make the database that of the version before: what was kept by name lay in `storage.local` then. It waits for
 * the worker, whose database it is, to end, and the next one waits for it.
 */
export async function turnBack(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const tables = ['identities', 'issuers', 'vault'];
    const now = await done(indexedDB.open('latchkey'));
    const begun = now.transaction([...tables, 'values']);
    const [values = [], ...rows] = await Promise.all(
      ['values', ...tables].map(
        (name) => done(begun.objectStore(name).getAll()) as Promise<{ id: string }[]>,
      ),
    );
    now.close();
    await chrome.storage.local.set(Object.fromEntries(values.map(({ id, ...value }) => [id, value])));
    const deleted = done(indexedDB.deleteDatabase('latchkey'));
    const opening = indexedDB.open('latchkey', 3);
    opening.onupgradeneeded = () => {
      for (const [index, name] of tables.entries()) {
        const store = opening.result.createObjectStore(name, { keyPath: 'id' });
        for (const row of rows[index] ?? []) store.put(row);
      }
    };
    const opened = done(opening).then((before) => before.close());
    window.turned = Promise.all([deleted, opened]);

    function done<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB failed', { cause: request.error }));
      });
    }
  });
}

import type { Page } from 'playwright-core';

/** What Latchkey keeps by name in its database, read behind its back in one of its own pages. */
export function keptValues(page: Page): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const opening = indexedDB.open('latchkey');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const rows = opening.result.transaction('values').objectStore('values').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            const all = rows.result as { id: string; value: unknown }[];
            resolve(Object.fromEntries(all.map(({ id, value }) => [id, value])));
          };
        };
      }),
  );
}

/** Keeps values by name in Latchkey's database, behind its back. */
export function keepValues(page: Page, values: Readonly<Record<string, unknown>>): Promise<void> {
  return page.evaluate(
    (all) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('latchkey');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const begun = opening.result.transaction('values', 'readwrite');
          for (const [id, value] of Object.entries(all))
            begun.objectStore('values').put({ id, version: 1, value });
          begun.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    values,
  );
}

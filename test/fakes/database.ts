/** The extension's database, opened behind its back. */
export async function openedDatabase(): Promise<IDBDatabase> {
  return await done(indexedDB.open('latchkey'));
}

/** What a request to a database brings. */
export function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('IndexedDB failed', { cause: request.error }));
  });
}

import type { Page } from 'playwright-core';
import type { IdentityRecord } from '../../../src/identities/records.ts';

/** What Latchkey keeps, as far as it tells who may sign. */
export interface Kept {
  /** The state of each session, by WebID. */
  readonly sessions: Readonly<Record<string, string>>;
  /** The WebID of who is active; null is nobody. */
  readonly active: string | null;
  /** The WebIDs as which sites may do something. */
  readonly granted: readonly string[];
}

/** Reads it behind Latchkey's back, in one of its own pages. */
export function readKept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('latchkey');
      request.onsuccess = () => resolve(request.result);
    });
    const records = await new Promise<IdentityRecord[]>((resolve) => {
      const request = database.transaction('identities').objectStore('identities').getAll();
      request.onsuccess = () => resolve(request.result as IdentityRecord[]);
    });
    database.close();
    const stored = await chrome.storage.local.get<{
      'active-identity'?: { value: string | null };
      grants?: { value: { identity: string }[] };
    }>(['active-identity', 'grants']);
    const webIds = new Map<string | null, string>(records.map(({ id, webId }) => [id, webId]));
    return {
      sessions: Object.fromEntries(records.map(({ webId, session }) => [webId, session.state])),
      active: webIds.get(stored['active-identity']?.value ?? null) ?? null,
      granted: [
        ...new Set(stored.grants?.value.map(({ identity }) => webIds.get(identity) ?? identity)),
      ].sort(),
    };
  });
}

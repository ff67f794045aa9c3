import type { Page } from 'playwright-core';
import type { Grant } from '../../../src/domain/grant.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { keptValues } from '../../world/kept-values.ts';

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
export async function readKept(page: Page): Promise<Kept> {
  const { 'active-identity': active, grants } = await keptValues(page);
  const records = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('latchkey');
      request.onsuccess = () => resolve(request.result);
    });
    const records = await new Promise<IdentityRecord[]>((resolve) => {
      const request = database.transaction('identities').objectStore('identities').getAll();
      request.onsuccess = () => resolve(request.result as IdentityRecord[]);
    });
    database.close();
    return records.map(({ id, webId, session }) => ({ id, webId, state: session.state }));
  });
  const webIds = new Map<unknown, string>(records.map(({ id, webId }) => [id, webId]));
  const granted = ((grants ?? []) as Grant[]).map(({ identity }) => webIds.get(identity) ?? identity);
  return {
    sessions: Object.fromEntries(records.map(({ webId, state }) => [webId, state])),
    active: webIds.get(active) ?? null,
    granted: [...new Set(granted)].sort(),
  };
}

/** The pods in which sites may do something as somebody. */
export async function podsGranted(page: Page, webId: string): Promise<readonly string[]> {
  const { grants } = await keptValues(page);
  const all = (grants ?? []) as Grant[];
  return all.flatMap(({ identity, storage }) => (identity.startsWith(`${webId} `) ? [storage] : []));
}

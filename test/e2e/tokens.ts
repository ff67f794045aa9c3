import type { Page } from 'playwright-core';
import type { Tokens } from '../../src/domain/session.ts';
import type { IdentityRecord } from '../../src/identities/records.ts';

/** Reads the tokens of the only identity, behind Latchkey's back, in one of its own pages. */
export function readTokens(page: Page): Promise<Tokens> {
  return changeTokens(page, {});
}

/**
 * Changes the tokens of an identity, as time or a server would have.
 *
 * @param webId whose; by default that of the only identity
 */
export async function changeTokens(
  page: Page,
  change: Partial<Tokens>,
  webId: string | null = null,
): Promise<Tokens> {
  return page.evaluate(
    async ([wanted, whose]) => {
      const database = await done(indexedDB.open('latchkey'));
      const store = database.transaction('identities', 'readwrite').objectStore('identities');
      const all = (await done(store.getAll())) as IdentityRecord[];
      const [record, ...others] = all.filter((one) => whose === null || one.webId === whose);
      if (record?.session.state !== 'signed-in' || others.length > 0)
        throw new Error('Not one signed-in identity.');
      const tokens = { ...record.session.tokens, ...wanted };
      await done(store.put({ ...record, session: { ...record.session, tokens } }));
      database.close();
      // The worker keeps identities in memory until anything changes, and this was behind its back.
      await chrome.runtime.sendMessage({ name: 'dismissSignIn', input: {} });
      return tokens;

      function done<Result>(request: IDBRequest<Result>): Promise<Result> {
        return new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('IndexedDB failed', { cause: request.error }));
        });
      }
    },
    [change, webId] as const,
  );
}

import { openDB } from 'idb';
import type { Grant } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import type { Tokens } from '../../../src/domain/session.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { browser } from '../../fakes/browser.ts';

/** What is stored of an identity, read behind the worker's back. */
export async function identityIn(id: IdentityId): Promise<IdentityRecord | undefined> {
  const database = await openDB('latchkey');
  const record = (await database.get('identities', id)) as IdentityRecord | undefined;
  database.close();
  return record;
}

/** Changes the tokens of an identity, as time would have. */
export async function changeTokens(id: IdentityId, change: Partial<Tokens>): Promise<void> {
  const record = await identityIn(id);
  if (record?.session.state !== 'signed-in') throw new Error('There is no session.');
  const session = { ...record.session, tokens: { ...record.session.tokens, ...change } };
  const database = await openDB('latchkey');
  await database.put('identities', { ...record, session });
  database.close();
}

/** The grants that are stored, of both kinds. */
export async function storedGrants(): Promise<readonly Grant[]> {
  const areas = [browser.storage.local, browser.storage.session];
  const found = await Promise.all(areas.map((area) => area.get('grants')));
  return found.flatMap(({ grants }) => (grants as { value: readonly Grant[] } | undefined)?.value ?? []);
}

/** Puts grants in place, as if the person had given them before. */
export async function storeGrants(value: readonly Grant[]): Promise<void> {
  await browser.storage.local.set({ grants: { version: 1, value } });
}

import { openDB } from 'idb';
import type { Grant } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import type { Tokens } from '../../../src/domain/session.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import type { TableName } from '../../../src/platform/database.ts';
import { isSealed, mapSecrets } from '../../../src/platform/sealing.ts';
import { browser } from '../../fakes/browser.ts';

const TABLES: readonly TableName[] = ['identities', 'issuers'];

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

/** What is so of every secret that is stored, read behind the worker's back: whether it is sealed, each answer once. */
export async function sealing(): Promise<readonly boolean[]> {
  const database = await openDB('latchkey');
  const rows = await Promise.all(TABLES.map((name) => database.getAll(name)));
  database.close();
  const found = new Set<boolean>();
  await mapSecrets(Object.assign({}, rows.flat()), '', (secret) =>
    Promise.resolve(found.add(isSealed(secret))),
  );
  return [...found];
}

/** Whether the person has set up a lock. */
export async function hasVault(): Promise<boolean> {
  const database = await openDB('latchkey');
  const vaults = await database.getAll('vault');
  database.close();
  return vaults.length > 0;
}

/** The grants that are stored, of both kinds. */
export async function storedGrants(): Promise<readonly Grant[]> {
  const database = await openDB('latchkey');
  const lasting: unknown = await database.get('values', 'grants');
  database.close();
  const { grants: passing } = await browser.storage.session.get('grants');
  return [lasting, passing].flatMap((kept) => (kept as { value: readonly Grant[] } | undefined)?.value ?? []);
}

/** Puts grants in place, as if the person had given them before. */
export async function storeGrants(value: readonly Grant[]): Promise<void> {
  const database = await openDB('latchkey');
  await database.put('values', { id: 'grants', version: 1, value });
  database.close();
}

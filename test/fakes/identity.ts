import { identityIdOf } from '../../src/domain/identity.ts';
import { getIdentity, keepIdentity } from '../../src/identities/identities.ts';
import { trust } from '../../src/identities/issuers.ts';
import { type IdentityRecord, records } from '../../src/identities/records.ts';
import type { FakeIssuer } from './issuer.ts';
import { signInAt } from './sign-in.ts';

/** Signs the issuer's person in and keeps her identity, as it is after a sign-in. */
export async function keepSignedIn(issuer: FakeIssuer): Promise<IdentityRecord> {
  const { webId, client, key, tokens } = await signInAt(issuer);
  const id = identityIdOf(webId, issuer.url);
  const profile = { name: null, photo: null, storages: [] };
  const session = { state: 'signed-in', tokens } as const;
  const own = { client, key, signsIn: 'by-person' } as const;
  const record = { id, webId, issuer: issuer.url, ...own, session, profile, addedAt: Date.now() };
  await trust(issuer.url);
  await keepIdentity(record);
  return record;
}

/** Lets the access token of an identity have ended. */
export async function expire({ id }: Pick<IdentityRecord, 'id'>): Promise<void> {
  const { session } = await getIdentity(id);
  if (session.state !== 'signed-in') return;
  const ended = { ...session, tokens: { ...session.tokens, expiresAt: 0 } };
  await records.change(id, (record) => ({ ...record, session: ended }));
}

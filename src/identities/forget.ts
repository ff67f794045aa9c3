import type { IdentityId, Issuer } from '../domain/identity.ts';
import type { Client } from '../oidc/client.ts';
import { unregister } from '../oidc/registration.ts';
import { forgetIdentity } from './identities.ts';
import { changeIssuer, distrust, getIssuer, isTrusted } from './issuers.ts';
import { type IdentityRecord, records } from './records.ts';
import { askIssuer, endAt } from './sign-out.ts';

/** What is left to do at an issuer after an identity was forgotten here. */
export interface Forgotten {
  readonly record: IdentityRecord;
  /** The registration that no other identity uses, if that is so. */
  readonly registration: Client | null;
}

/** Forgets an identity with its key here; null where it was forgotten before. */
export async function forgetHere(id: IdentityId): Promise<Forgotten | null> {
  const record = await records.get(id);
  // Before the identity is gone: who signs in then must not use what is about to be deleted at the issuer.
  const registration = record === undefined ? null : await takeUnused(record);
  await forgetIdentity(id);
  return record === undefined ? null : { record, registration };
}

/** Ends the session of a forgotten identity at its issuer, and deletes a registration that nobody uses. */
export async function forgetThere({ record, registration }: Forgotten): Promise<void> {
  if (record.session.state !== 'signed-in' && registration === null) return;
  await askIssuer(record.issuer, async (metadata) => {
    await endAt(metadata, record);
    // It authenticates the revocation, so it goes last.
    if (registration !== null) await unregister(metadata, registration);
  });
}

/**
 * Trusts an issuer no longer, and deletes the registration there. Its identities are signed out before.
 *
 * @throws LatchkeyError `issuer-untrusted`
 */
export async function removeIssuer(issuer: Issuer): Promise<void> {
  const { registration } = await getIssuer(issuer);
  await distrust(issuer);
  if (registration !== null) await askIssuer(issuer, (metadata) => unregister(metadata, registration));
}

/** The registration that only this identity uses, which nobody finds any more. */
async function takeUnused({ id, issuer }: IdentityRecord): Promise<Client | null> {
  const isInUse = (await records.all()).some((other) => other.issuer === issuer && other.id !== id);
  if (isInUse || !(await isTrusted(issuer))) return null;
  const { registration } = await getIssuer(issuer);
  await changeIssuer(issuer, () => ({ registration: null }));
  return registration;
}

import { LatchkeyError } from '../domain/errors.ts';
import type { IdentityId, Issuer } from '../domain/identity.ts';
import { forgetHere, forgetThere, removeIssuer } from '../identities/forget.ts';
import { listIdentities, switchIdentity } from '../identities/identities.ts';
import { forgetPodIdentity } from '../identities/pods.ts';
import type { IdentityRecord } from '../identities/records.ts';
import { signOutHere, signOutThere } from '../identities/sign-out.ts';
import { managed } from '../platform/managed.ts';
import { sealingKey } from '../platform/vault.ts';
import { deleteGrantsOf, endGrantsOf } from '../sites/grants.ts';
import { forgetChoicesOf } from '../sites/identities.ts';
import { voiding } from './signing.ts';
import { withdrawIdentified } from './sites.ts';

/** Makes an identity the active one: what was prepared or asked under another is void. */
export async function switchTo(id: IdentityId | null): Promise<void> {
  await voiding(() => switchIdentity(id));
  await withdrawIdentified();
}

/**
 * Ends an identity's session and what was allowed until then; its issuer is told last.
 *
 * @throws LatchkeyError `locked`, and nothing is done
 */
export async function signOut(id: IdentityId): Promise<void> {
  await signOutThere(await leave(id));
}

/** Signs every identity out: all of them here, before any issuer is asked. */
export async function signOutEverywhere(): Promise<void> {
  const identities = await listIdentities();
  const signedIn = identities.filter(({ state }) => state === 'signed-in');
  const left = await Promise.all(signedIn.map(({ id }) => leave(id)));
  await Promise.all(left.map(signOutThere));
}

/**
 * Signs an identity out here. A grant goes before what it depends on: the worker may end in between, and nothing that
 * was to end may come back with the next session.
 */
async function leave(id: IdentityId): Promise<IdentityRecord> {
  await sealingKey();
  await endGrantsOf(id);
  const record = await voiding(() => signOutHere(id));
  await withdrawIdentified();
  return record;
}

/**
 * Deletes an identity with its key, tokens and grants; its issuer is told last.
 *
 * @throws LatchkeyError `locked`, and nothing is done
 */
export async function forget(id: IdentityId): Promise<void> {
  await sealingKey();
  await Promise.all([deleteGrantsOf(id), forgetChoicesOf(id), forgetPodIdentity(id)]);
  const forgotten = await voiding(() => forgetHere(id));
  await withdrawIdentified();
  if (forgotten !== null) await forgetThere(forgotten);
}

/**
 * Trusts an issuer no longer: its identities are signed out, and its registration is deleted.
 *
 * @throws LatchkeyError `managed` where it is the organisation that trusts it
 */
export async function distrust(issuer: Issuer): Promise<void> {
  if ((await managed()).issuers.some((one) => one.issuer === issuer))
    throw new LatchkeyError('managed', issuer);
  const own = (await listIdentities()).filter((identity) => identity.issuer === issuer);
  for (const { id } of own) await signOut(id);
  await removeIssuer(issuer);
}

import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import { displayName, type IdentityId } from '../domain/identity.ts';
import type { StorageRoot } from '../domain/pod.ts';
import type { SessionState } from '../domain/session.ts';
import type { IdentityView } from '../domain/view.ts';
import type { AtRest } from '../platform/sealing.ts';
import { stored } from '../platform/stored.ts';
import { podSettings } from './pods.ts';
import { type IdentityRecord, records } from './records.ts';

const chosen = stored(
  'database',
  'active-identity',
  v.nullable(v.custom<IdentityId>((id) => typeof id === 'string')),
  null,
);

/** All identities, in the order in which they were added. */
export async function listIdentities(): Promise<readonly IdentityView[]> {
  return (await listRecords()).map(toView);
}

/**
 * An identity with all that belongs to it.
 *
 * @throws LatchkeyError `identity-unknown`, `locked`
 */
export async function getIdentity(id: IdentityId): Promise<IdentityRecord> {
  const record = await records.get(id);
  if (record === undefined) throw new LatchkeyError('identity-unknown', id);
  return record;
}

/**
 * @throws LatchkeyError `identity-unknown`
 */
export async function assertKnown(id: IdentityId): Promise<void> {
  if ((await listRecords()).every((record) => record.id !== id))
    throw new LatchkeyError('identity-unknown', id);
}

/** Who the person is right now; null is Anonymous. */
export async function activeIdentity(): Promise<IdentityId | null> {
  return await chosen.read();
}

/**
 * @throws LatchkeyError `identity-unknown`
 */
export async function switchIdentity(id: IdentityId | null): Promise<void> {
  if (id !== null) await assertKnown(id);
  await chosen.update(() => id);
}

/** Keeps a signed-in identity and makes it the active one. Signing in again keeps its place in the list. */
export async function keepIdentity(record: IdentityRecord): Promise<void> {
  const before = (await records.all()).find(({ id }) => id === record.id);
  await records.put({ ...record, addedAt: before?.addedAt ?? record.addedAt });
  await chosen.update(() => record.id);
}

/** Ends a session: its tokens are deleted, the identity stays. */
export async function endSession(id: IdentityId, state: Exclude<SessionState, 'signed-in'>): Promise<void> {
  await records.change(id, (record) => ({ ...record, session: { state } }));
}

/** Deletes an identity with its key and tokens. */
export async function forgetIdentity(id: IdentityId): Promise<void> {
  await chosen.update((active) => (active === id ? null : active));
  await records.delete(id);
}

/** The pods that the identities' profiles name, then those that the organisation or the person added. */
export async function knownPods(): Promise<readonly StorageRoot[]> {
  const [all, settings] = await Promise.all([listRecords(), podSettings()]);
  const added = settings.filter(({ isAdded, isManaged }) => isAdded || isManaged);
  return [
    ...new Set([...all.flatMap(({ profile }) => profile.storages), ...added.map(({ storage }) => storage)]),
  ];
}

/** All identities as they are kept, in the order in which they were added. */
export async function listRecords(): Promise<readonly AtRest<IdentityRecord>[]> {
  return (await records.all()).toSorted((one, other) => one.addedAt - other.addedAt);
}

function toView({ id, webId, issuer, profile, session }: AtRest<IdentityRecord>): IdentityView {
  const { photo, storages } = profile;
  return { id, webId, issuer, state: session.state, name: displayName(webId, profile), photo, storages };
}

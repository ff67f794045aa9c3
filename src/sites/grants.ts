import * as v from 'valibot';
import { type Grant, MODES, type Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { StorageRoot } from '../domain/pod.ts';
import { stored } from '../platform/stored.ts';

const text = v.pipe(v.string(), v.nonEmpty());

const GrantSchema = v.object({
  site: v.custom<Site>((value) => v.is(text, value)),
  identity: v.custom<IdentityId>((value) => v.is(text, value)),
  storage: v.custom<StorageRoot>((value) => v.is(text, value)),
  modes: v.array(v.picklist(MODES)),
  lifetime: v.variant('until', [
    v.object({ until: v.literal('document'), documentId: text }),
    v.object({ until: v.literal('sign-out') }),
    v.object({ until: v.literal('revoked') }),
  ]),
  createdAt: v.number(),
  usedAt: v.nullable(v.number()),
});

/** Grants that outlive the browser, and those of one document, which do not. */
const lasting = stored<readonly Grant[]>('database', 'grants', v.array(GrantSchema), []);
const passing = stored<readonly Grant[]>('session', 'grants', v.array(GrantSchema), []);

/** Grants of documents that are gone stay behind: nothing tells us at no cost that a document went. */
const MAX_PASSING = 200;

export async function listGrants(): Promise<readonly Grant[]> {
  return [...(await lasting.read()), ...(await passing.read())];
}

/** Adds grants; one for the same site, identity and storage is replaced. */
export async function addGrants(added: readonly Grant[]): Promise<void> {
  const isPassing = (grant: Grant) => grant.lifetime.until === 'document';
  const [once, longer] = [added.filter(isPassing), added.filter((grant) => !isPassing(grant))];
  await passing.update((grants) => appended(grants, once, MAX_PASSING));
  await lasting.update((grants) => appended(grants, longer));
  // The worker may end at any time: what was granted before goes once the new is there.
  await passing.update((grants) => without(grants, isAmong(longer)));
  await lasting.update((grants) => without(grants, isAmong(once)));
}

/** A grant that is in use is noted so once in this many milliseconds. */
const MINUTE = 60_000;

/** Notes that a grant is in use. */
export async function noteUse(used: Grant): Promise<void> {
  const now = Date.now();
  const isDue = (grant: Grant) => isSame(grant, used) && (grant.usedAt ?? 0) + MINUTE <= now;
  if (!isDue(used)) return;
  for (const grants of [lasting, passing]) {
    // Of many requests at a time, the first notes it for all.
    await grants.update((list) =>
      list.some(isDue) ? list.map((grant) => (isDue(grant) ? { ...grant, usedAt: now } : grant)) : list,
    );
  }
}

/** Revokes one grant. */
export async function revokeGrant(revoked: Pick<Grant, 'site' | 'identity' | 'storage'>): Promise<void> {
  await removeWhere((grant) => isSame(grant, revoked));
}

function isSame(one: Grant, other: Pick<Grant, 'site' | 'identity' | 'storage'>): boolean {
  return one.site === other.site && one.identity === other.identity && one.storage === other.storage;
}

/** Revokes all that a site was granted. */
export async function revokeSite(site: Site): Promise<void> {
  await removeWhere((grant) => grant.site === site);
}

/** Ends the grants that last until sign-out. */
export async function endGrantsOf(identity: IdentityId): Promise<void> {
  await removeWhere((grant) => grant.identity === identity && grant.lifetime.until !== 'revoked');
}

/** Deletes all grants of an identity that is forgotten. */
export async function deleteGrantsOf(identity: IdentityId): Promise<void> {
  await removeWhere((grant) => grant.identity === identity);
}

async function removeWhere(isOver: (grant: Grant) => boolean): Promise<void> {
  for (const grants of [lasting, passing]) await grants.update((list) => without(list, isOver));
}

function without(grants: readonly Grant[], isOver: (grant: Grant) => boolean): readonly Grant[] {
  return grants.some(isOver) ? grants.filter((grant) => !isOver(grant)) : grants;
}

function isAmong(others: readonly Grant[]): (grant: Grant) => boolean {
  return (grant) => others.some((other) => isSame(grant, other));
}

function appended(grants: readonly Grant[], added: readonly Grant[], most = Infinity): readonly Grant[] {
  return added.length === 0 ? grants : [...without(grants, isAmong(added)), ...added].slice(-most);
}

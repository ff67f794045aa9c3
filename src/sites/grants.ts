import * as v from 'valibot';
import type { Grant, Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { StorageRoot } from '../domain/pod.ts';
import { stored } from '../platform/stored.ts';

const text = v.pipe(v.string(), v.nonEmpty());

const GrantSchema = v.object({
  site: v.custom<Site>((value) => v.is(text, value)),
  identity: v.custom<IdentityId>((value) => v.is(text, value)),
  storage: v.custom<StorageRoot>((value) => v.is(text, value)),
  modes: v.array(v.picklist(['read', 'append', 'write'])),
  lifetime: v.variant('until', [
    v.object({ until: v.literal('document'), documentId: text }),
    v.object({ until: v.literal('sign-out') }),
    v.object({ until: v.literal('revoked') }),
  ]),
  createdAt: v.number(),
});

/** Grants that outlive the browser, and those of one document, which do not. */
const lasting = stored<readonly Grant[]>('local', 'grants', v.array(GrantSchema), []);
const passing = stored<readonly Grant[]>('session', 'grants', v.array(GrantSchema), []);

/** Grants of documents that are gone stay behind: nothing tells us at no cost that a document went. */
const MAX_PASSING = 200;

export async function listGrants(): Promise<readonly Grant[]> {
  return [...(await lasting.read()), ...(await passing.read())];
}

/** Adds grants; one for the same site, identity and storage is replaced. */
export async function addGrants(added: readonly Grant[]): Promise<void> {
  await removeWhere((old) =>
    added.some(
      (grant) => old.site === grant.site && old.identity === grant.identity && old.storage === grant.storage,
    ),
  );
  const isPassing = (grant: Grant) => grant.lifetime.until === 'document';
  await passing.update((grants) => appended(grants, added.filter(isPassing), MAX_PASSING));
  await lasting.update((grants) =>
    appended(
      grants,
      added.filter((grant) => !isPassing(grant)),
    ),
  );
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
  for (const grants of [lasting, passing]) {
    await grants.update((list) => (list.some(isOver) ? list.filter((grant) => !isOver(grant)) : list));
  }
}

function appended(grants: readonly Grant[], added: readonly Grant[], most = Infinity): readonly Grant[] {
  return added.length === 0 ? grants : [...grants, ...added].slice(-most);
}

import * as v from 'valibot';
import type { Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import { stored } from '../platform/stored.ts';

/** Who the person is to a site, where they chose so; everywhere else it is the active identity. */
const chosen = stored<Readonly<Record<string, IdentityId>>>(
  'database',
  'site-identities',
  v.record(
    v.string(),
    v.custom<IdentityId>((id) => typeof id === 'string'),
  ),
  {},
);

export async function siteIdentities(): Promise<Readonly<Record<string, IdentityId>>> {
  return await chosen.read();
}

/** Chooses who the person is to a site; null follows the active identity again. */
export async function chooseForSite(site: Site, identity: IdentityId | null): Promise<void> {
  await chosen.update((all) => {
    const others = Object.fromEntries(Object.entries(all).filter(([other]) => other !== site));
    return identity === null ? others : { ...others, [site]: identity };
  });
}

/** Forgets the choices of an identity that is forgotten. */
export async function forgetChoicesOf(identity: IdentityId): Promise<void> {
  await chosen.update((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== identity)));
}

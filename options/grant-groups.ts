import type { Grant, Lifetime, Site } from '../src/domain/grant.ts';
import { type IdentityId, shortUrl } from '../src/domain/identity.ts';
import type { IdentityView } from '../src/domain/view.ts';
import { nameAmong } from '../src/ui/twin.ts';

/** What one site was granted. */
export interface SiteGrants {
  readonly site: Site;
  readonly grants: readonly Grant[];
}

/** The names of identities; one that is gone is known by its WebID alone. */
export type NameOf = (id: IdentityId) => string;

export function namesOf(identities: readonly IdentityView[]): NameOf {
  const names = new Map(identities.map((one) => [one.id, nameAmong(one, identities)]));
  return (id) => names.get(id) ?? shortUrl(id.split(' ')[0] ?? id);
}

/** The grants site by site, by the sites' names; what a search does not find anything of is left out. */
export function grantGroups(grants: readonly Grant[], search: string, nameOf: NameOf): readonly SiteGrants[] {
  const words = search.toLowerCase().split(/\s+/);
  const found = grants.filter(({ site, identity, storage }) => {
    const text = `${site} ${nameOf(identity)} ${identity} ${storage}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = new Map<Site, Grant[]>();
  for (const grant of found) groups.set(grant.site, [...(groups.get(grant.site) ?? []), grant]);
  return [...groups]
    .map(([site, own]) => ({ site, grants: own }))
    .sort((one, other) => siteLabel(one.site).localeCompare(siteLabel(other.site)));
}

/** What a site is called: a host alone stands for https, everything else shows whole. */
export function siteLabel(site: Site): string {
  return site.replace(/^https:\/\//, '');
}

const LIFETIMES: Record<Lifetime['until'], string> = {
  document: 'this page only',
  'sign-out': 'until sign-out',
  revoked: 'always',
};

/** How long a grant lasts, in words. */
export function lifetimeWords({ until }: Lifetime): string {
  return LIFETIMES[until];
}

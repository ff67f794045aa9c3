import type { Grant, Site } from '../src/domain/grant.ts';
import { siteLabel } from '../src/ui/access-text.ts';
import { finderOf } from '../src/ui/finder.ts';
import type { NameOf } from '../src/ui/twin.ts';

/** What one site was granted. */
export interface SiteGrants {
  readonly site: Site;
  readonly grants: readonly Grant[];
}

/** The grants site by site, by the sites' names; what a search does not find anything of is left out. */
export function grantGroups(grants: readonly Grant[], search: string, nameOf: NameOf): readonly SiteGrants[] {
  const isFound = finderOf(search);
  const found = grants.filter(({ site, identity, storage }) =>
    isFound(`${site} ${nameOf(identity)} ${identity} ${storage}`),
  );
  const groups = new Map<Site, Grant[]>();
  for (const grant of found) groups.set(grant.site, [...(groups.get(grant.site) ?? []), grant]);
  return [...groups]
    .map(([site, own]) => ({ site, grants: own }))
    .sort((one, other) => siteLabel(one.site).localeCompare(siteLabel(other.site)));
}

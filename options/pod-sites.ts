import { type Grant, isIn, type Mode, type Site } from '../src/domain/grant.ts';
import { contains, type StorageRoot } from '../src/domain/pod.ts';
import { siteLabel } from '../src/ui/access-text.ts';

/** A site with a grant in a pod, whoever gave it and for whatever part of the pod. */
export interface PodSite {
  readonly site: Site;
  readonly modes: readonly Mode[];
}

/** The sites that were granted something in a pod, by their names. */
export function sitesIn(pod: StorageRoot, grants: readonly Grant[]): readonly PodSite[] {
  const found = new Map<Site, readonly Mode[]>();
  for (const { site, storage, modes } of grants) {
    const isPart = URL.canParse(storage) && contains(pod, new URL(storage));
    if (isPart || isIn(storage, new URL(pod))) found.set(site, [...(found.get(site) ?? []), ...modes]);
  }
  return [...found]
    .map(([site, modes]) => ({ site, modes }))
    .sort((one, other) => siteLabel(one.site).localeCompare(siteLabel(other.site)));
}

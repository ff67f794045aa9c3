import type { Grant } from '../src/domain/grant.ts';
import type { StorageRoot } from '../src/domain/pod.ts';
import { doneWords, siteLabel } from '../src/ui/access-text.ts';
import { hashOf } from '../src/ui/place.ts';
import { sitesIn } from './pod-sites.ts';

const SHOWN = 5;

interface PodSitesProps {
  readonly storage: StorageRoot;
  readonly label: string;
  readonly grants: readonly Grant[];
  /** Whether no grant counts here for now. */
  readonly isIdle: boolean;
}

/** What sites may do in a pod; it is taken back on the page "Sites". */
export function PodSites({ storage, label, grants, isIdle }: PodSitesProps) {
  const sites = sitesIn(storage, grants);
  const shown = sites.length > SHOWN + 1 ? sites.slice(0, SHOWN) : sites;
  if (sites.length === 0) return <p class="small dim pod-sites">No site may do anything here.</p>;
  return (
    <div class="stack small pod-sites">
      <p class={isIdle ? 'dim' : ''}>
        {isIdle ? 'Allowed to sites, but not counting now:' : 'Allowed to sites:'}
      </p>
      <ul class={isIdle ? 'bullets dim' : 'bullets'}>
        {shown.map(({ site, modes }) => (
          <li key={site} class="whole">
            <bdi dir="ltr">{siteLabel(site)}</bdi> · {doneWords(modes)}
          </li>
        ))}
        {shown.length < sites.length && <li class="dim">and {sites.length - shown.length} more</li>}
      </ul>
      <p>
        <a href={hashOf('sites')} aria-label={`See or revoke what sites may do in ${label}, under Sites`}>
          See or revoke
        </a>
      </p>
    </div>
  );
}

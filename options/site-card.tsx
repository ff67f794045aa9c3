import { ANY_POD, type Grant } from '../src/domain/grant.ts';
import { doneWords, lifetimeWords, siteLabel } from '../src/ui/access-text.ts';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';
import { agoText } from '../src/ui/time.ts';
import type { NameOf } from '../src/ui/twin.ts';
import { StorageName } from '../src/ui/url-list.tsx';
import type { SiteGrants } from './grant-groups.ts';

interface SiteCardProps {
  readonly group: SiteGrants;
  readonly nameOf: NameOf;
  readonly onRevoke: (grant: Grant) => void;
  readonly onDisconnect: () => void;
}

/** One site, and all that it was granted. Each button's full name says what it takes back. */
export function SiteCard({ group: { site, grants }, nameOf, onRevoke, onDisconnect }: SiteCardProps) {
  const label = siteLabel(site);
  return (
    <section class="card site-card" aria-label={label}>
      <div class="row wrap">
        <h2 class="whole grow" dir="ltr">
          {label}
        </h2>
        {grants.some(({ isManaged }) => isManaged !== true) && (
          <button type="button" aria-label={`Disconnect ${label}`} onClick={onDisconnect}>
            Disconnect
          </button>
        )}
      </div>
      <ul>
        {grants.map((grant) => (
          <GrantRow
            key={`${grant.identity} ${grant.storage} ${grant.isManaged}`}
            grant={grant}
            name={nameOf(grant.identity)}
            onRevoke={() => onRevoke(grant)}
          />
        ))}
      </ul>
    </section>
  );
}

interface GrantRowProps {
  readonly grant: Grant;
  readonly name: string;
  readonly onRevoke: () => void;
}

function GrantRow({ grant, name, onRevoke }: GrantRowProps) {
  const { storage, modes, lifetime, isManaged } = grant;
  const pod = storage === ANY_POD ? 'any pod on the web' : storage;
  return (
    <li class="row wrap grant">
      <div class="grow">
        <p class="whole">
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          · {doneWords(modes)} · {lifetimeWords(lifetime.until)}
        </p>
        <StorageName storage={storage} />
        {isManaged === true ? <SetByOrganisation /> : <History grant={grant} />}
      </div>
      {isManaged !== true && (
        <button type="button" class="quiet" aria-label={`Revoke ${pod} as ${name}`} onClick={onRevoke}>
          Revoke
        </button>
      )}
    </li>
  );
}

function History({ grant: { createdAt, usedAt } }: Pick<GrantRowProps, 'grant'>) {
  const granted = new Date(createdAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <p class="small dim">
      granted {granted} · {usedAt === null ? 'never used' : `last used ${agoText(usedAt, Date.now())}`}
    </p>
  );
}

import { type Access, ANY_POD, type Mode, type Site } from '../src/domain/grant.ts';
import type { StorageRoot } from '../src/domain/pod.ts';
import type { IdentityView, SiteView, View } from '../src/domain/view.ts';
import { askedWords, doneWords } from '../src/ui/access-text.ts';
import { hostOf } from '../src/ui/host.ts';
import { hashOf } from '../src/ui/place.ts';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';
import { sentence } from '../src/ui/text.ts';
import { UrlList } from '../src/ui/url-list.tsx';
import type { Actions } from './actions.ts';
import { SiteIdentity } from './site-identity.tsx';

interface ThisSiteProps {
  readonly site: SiteView;
  readonly view: View;
  readonly actions: Actions;
}

/** What the site in this tab may do and asks for, who the person is to it, and what they can say to that. */
export function ThisSite({ site, view, actions }: ThisSiteProps) {
  const who = view.identities.find(({ id }) => id === site.identity) ?? null;
  const { blockedSites, featuresOff } = view.managed;
  const isConnected = site.granted.length > 0;
  const isBlocked = blockedSites.includes(site.site);
  const canConnect = !isBlocked && who?.state === 'signed-in' && (site.wanted.length > 0 || !isConnected);
  const set = site.granted.filter(({ isManaged }) => isManaged === true);
  const isOwn = site.granted.length > set.length;
  return (
    <section aria-label="This site" class="stack">
      <h2>This site</h2>
      <div class="card pad stack">
        <div class="row">
          <strong class="grow whole" dir="ltr">
            {hostOf(site.site)}
          </strong>
          <span class={`pill ${isConnected ? 'good' : ''}`}>
            {isConnected ? 'Connected' : 'Not connected'}
          </span>
        </div>
        <Reach site={site} who={who} isAnonymous={who === null && view.identities.length > 0} />
        {isBlocked && <p class="small warning">{sentence({ code: 'site-not-allowed', subject: '' })}</p>}
        {set.length > 0 && <SetByOrganisation />}
        {site.refused !== null && !featuresOff.includes('developers') && (
          <a class="small why" href={explanationHash(site.refused, site.site)}>
            Why?
          </a>
        )}
        <Unreached urls={site.unreached} actions={actions} />
        {site.isLate && <LateNote onReload={() => actions.reloadTab(site.tabId)} />}
        {site.isPodHost && (canConnect || isConnected) && <PodHostNote host={hostOf(site.site)} />}
        {view.identities.length > 0 && <SiteIdentity site={site} view={view} actions={actions} />}
        {(canConnect || isOwn) && <Buttons {...{ site, who, canConnect, isOwn, actions }} />}
      </div>
    </section>
  );
}

interface ButtonsProps {
  readonly site: SiteView;
  readonly who: IdentityView | null;
  readonly canConnect: boolean;
  /** Whether some of what the site may do is the person's to take back. */
  readonly isOwn: boolean;
  readonly actions: Actions;
}

function Buttons({ site, who, canConnect, isOwn, actions }: ButtonsProps) {
  return (
    <div class="row wrap">
      {canConnect && (
        <button type="button" class="first" onClick={() => actions.connectSite(site, podsOf(site, who))}>
          Connect this site
        </button>
      )}
      {isOwn && (
        <button type="button" onClick={() => actions.disconnectSite(site.site)}>
          Disconnect
        </button>
      )}
    </div>
  );
}

interface ReachProps {
  readonly site: SiteView;
  readonly who: IdentityView | null;
  /** Whether the person could be somebody, and chose to be nobody. */
  readonly isAnonymous: boolean;
}

function Reach({ site: { granted, wanted }, who, isAnonymous }: ReachProps) {
  if (granted.length === 0 && wanted.length === 0) {
    return (
      <p class="small dim">
        It has asked for nothing in your pods{isAnonymous && ', and you are anonymous to it'}.
      </p>
    );
  }
  return (
    <>
      {who !== null &&
        byWords(granted, doneWords).map(([words, urls]) => (
          <div key={words}>
            <p class="small dim">
              As <bdi>{who.name}</bdi>: {words}
            </p>
            <UrlList urls={urls} isCapped />
          </div>
        ))}
      {byWords(wanted, askedWords).map(([words, urls]) => (
        <div key={words}>
          <p class="small dim">
            Asks to {words}
            {who === null && ', but you are anonymous'}
          </p>
          <UrlList urls={urls} isCapped />
        </div>
      ))}
    </>
  );
}

const METHODS: Record<Mode, string> = { read: 'GET', append: 'POST', write: 'PUT' };

/** The place in the popup where a refused request of a site is explained. */
function explanationHash({ url, mode }: NonNullable<SiteView['refused']>, site: Site): string {
  return hashOf('inspector', { explain: url, method: METHODS[mode], site });
}

/** Pods in which the same may be done stand together. */
function byWords(access: readonly Access[], say: (modes: readonly Mode[]) => string) {
  const words = new Set(access.map(({ modes }) => say(modes)));
  return [...words].map((one) => {
    const urls = access.filter(({ modes }) => say(modes) === one).map(({ storage }) => storage);
    return [one, urls] as const;
  });
}

/** The pods that connecting is about: what the page asked for, else the person's own. */
function podsOf({ wanted }: SiteView, who: IdentityView | null): readonly StorageRoot[] {
  return wanted.length > 0 ? wanted.map(({ storage }) => storage) : (who?.storages ?? []);
}

/** A site and a pod go together: what the browser keeps from Latchkey at either end is not signed. */
function Unreached({ urls: [first, ...others], actions }: { urls: readonly string[]; actions: Actions }) {
  if (first === undefined) return null;
  const hosts = [...new Set([first, ...others].map((url) => (url === ANY_POD ? 'every pod' : hostOf(url))))];
  return (
    <div class="row">
      <p class="small grow">
        Nothing is signed yet: the browser keeps Latchkey from <span class="whole">{hosts.join(', ')}</span>.
      </p>
      <button type="button" class="quiet strong" onClick={() => actions.letOnto([first, ...others])}>
        Allow
      </button>
    </div>
  );
}

function LateNote({ onReload }: { onReload: () => void }) {
  return (
    <div class="row">
      <p class="small grow">It asked before it was allowed. Loaded anew, it can ask again.</p>
      <button type="button" class="quiet strong" onClick={onReload}>
        Reload page
      </button>
    </div>
  );
}

function PodHostNote({ host }: { host: string }) {
  return (
    <p class="small dim">
      A pod’s own host: every page stored on <span class="whole">{host}</span> can use what you allow here.
    </p>
  );
}

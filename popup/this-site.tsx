import type { Access } from '../src/domain/grant.ts';
import type { IdentityView, SiteView, View } from '../src/domain/view.ts';
import { modeWords } from '../src/ui/access-text.ts';
import { hostOf } from '../src/ui/host.ts';
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
  const isConnected = site.granted.length > 0;
  const canConnect = who?.state === 'signed-in' && (site.wanted.length > 0 || !isConnected);
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
        {site.isPodHost && (canConnect || isConnected) && <PodHostNote host={hostOf(site.site)} />}
        {view.identities.length > 0 && <SiteIdentity site={site} view={view} actions={actions} />}
        {(canConnect || isConnected) && (
          <div class="row wrap">
            {canConnect && (
              <button type="button" class="first" onClick={() => actions.connectSite(site)}>
                Connect this site
              </button>
            )}
            {isConnected && (
              <button type="button" onClick={() => actions.disconnectSite(site.site)}>
                Disconnect
              </button>
            )}
          </div>
        )}
      </div>
    </section>
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
      {who !== null && <Granted granted={granted} name={who.name} />}
      {wanted.length > 0 && (
        <div>
          <p class="small dim">{who === null ? 'Asks to read, but you are anonymous' : 'Asks to read'}</p>
          <UrlList urls={wanted} isCapped />
        </div>
      )}
    </>
  );
}

/** Pods in which the same may be done stand together. */
function Granted({ granted, name }: { granted: readonly Access[]; name: string }) {
  const words = new Set(granted.map(({ modes }) => modeWords(modes)));
  return (
    <>
      {[...words].map((verbs) => (
        <div key={verbs}>
          <p class="small dim">
            As <bdi>{name}</bdi>: {verbs}
          </p>
          <UrlList
            urls={granted.filter(({ modes }) => modeWords(modes) === verbs).map(({ storage }) => storage)}
            isCapped
          />
        </div>
      ))}
    </>
  );
}

function PodHostNote({ host }: { host: string }) {
  return (
    <p class="small dim">
      A pod’s own host: every page stored on <span class="whole">{host}</span> can use what you allow here.
    </p>
  );
}

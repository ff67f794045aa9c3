import type { IdentityView, SiteView, View } from '../src/domain/view.ts';
import { hostOf } from '../src/ui/host.ts';
import { UrlList } from '../src/ui/url-list.tsx';
import type { Actions } from './actions.ts';

interface ThisSiteProps {
  readonly site: SiteView;
  readonly view: View;
  readonly actions: Actions;
}

/** What the site in this tab may do and asks for, and the two things that a person can say to that. */
export function ThisSite({ site, view, actions }: ThisSiteProps) {
  const active = view.identities.find(({ id }) => id === view.active) ?? null;
  const canConnect = site.wanted.length > 0 && active !== null;
  const isConnected = site.granted.length > 0;
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
        <Access site={site} active={active} />
        {site.isPodHost && (canConnect || isConnected) && <PodHostNote host={hostOf(site.site)} />}
        {(canConnect || isConnected) && (
          <div class="row wrap">
            {canConnect && (
              <button type="button" class="first" onClick={() => actions.connectSite(site.tabId)}>
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

function Access({ site, active }: { site: SiteView; active: IdentityView | null }) {
  const { granted, wanted } = site;
  if (granted.length === 0 && wanted.length === 0) {
    return <p class="small dim">It has asked for nothing in your pods.</p>;
  }
  return (
    <>
      {granted.length > 0 && active !== null && (
        <div>
          <p class="small dim">
            Reads as <bdi>{active.name}</bdi>
          </p>
          <UrlList urls={granted} isCapped />
        </div>
      )}
      {wanted.length > 0 && (
        <div>
          <p class="small dim">{active === null ? 'Asks to read, but you are anonymous' : 'Asks to read'}</p>
          <UrlList urls={wanted} isCapped />
        </div>
      )}
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

import { isFirefox } from '../domain/build.ts';
import { type Access, holdsIn, isIn } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import { hostPatterns, type StorageRoot } from '../domain/pod.ts';
import type { SiteView, View, WholeView } from '../domain/view.ts';
import { activeIdentity, listIdentities } from '../identities/identities.ts';
import { signInState } from '../identities/sign-in.ts';
import { stillSignedInAt } from '../identities/sign-out.ts';
import { browser } from '../platform/browser.ts';
import { managed } from '../platform/managed.ts';
import { readLock } from '../platform/vault.ts';
import { browserWebAuth } from '../platform/web-auth.ts';
import type { Authority } from '../signing/policy.ts';
import { siteIdentities } from '../sites/identities.ts';
import { accessWanted, type WantedRequest, wantedIn } from '../sites/wanted.ts';
import { issuerViews } from './issuers.ts';
import { podViews } from './pods.ts';
import { authority } from './signing.ts';
import { documentIn, isOfferedEverywhere, siteIn } from './site-pages.ts';

/** Reads all that the popup of a tab shows; null is a page without one. */
export async function readView(tabId: number | null): Promise<View> {
  const [known, identities, active, signIn, lingering, lock, policy] = await Promise.all([
    authority(),
    listIdentities(),
    activeIdentity(),
    signInState(),
    stillSignedInAt(),
    readLock(),
    managed(),
  ]);
  const [unopenedPods, site] = await Promise.all([
    unreachedOf(known.pods),
    tabId === null ? null : readSite(tabId, active, known),
  ]);
  return {
    ...{ identities, active, signIn, unopenedPods, site, lock },
    managed: policy,
    stillSignedInAt: lingering,
    isUsedInPrivate: known.isUsedInPrivate,
  };
}

/** Reads all that the options show. */
export async function readWholeView(): Promise<WholeView> {
  const { pods, grants } = await authority();
  const [view, issuers, isEverywhere, settings] = await Promise.all([
    readView(null),
    issuerViews(),
    isOfferedEverywhere(),
    podViews(pods),
  ]);
  const { redirectUri } = browserWebAuth();
  return { ...view, issuers, pods: settings, grants, isOfferedEverywhere: isEverywhere, redirectUri };
}

/** Those from whose host the browser keeps Latchkey. It is asked for each host once. */
export async function unreachedOf<Url extends string>(urls: readonly Url[]): Promise<readonly Url[]> {
  const asked = new Map<string, Promise<boolean>>();
  const isOpen = await Promise.all(
    urls.map((url) => {
      const origins = [...hostPatterns([url])];
      const host = origins.join();
      const answer = asked.get(host) ?? browser.permissions.contains({ origins });
      asked.set(host, answer);
      return answer;
    }),
  );
  return urls.filter((_, index) => isOpen[index] === false);
}

/** What is known of the page in a tab. */
async function readSite(
  tabId: number,
  active: IdentityId | null,
  { pods, grants }: Pick<Authority, 'pods' | 'grants'>,
): Promise<SiteView | null> {
  const site = await siteIn(tabId);
  if (site === null) return null;
  const [asked, chosen, documentId] = await Promise.all([
    wantedIn(tabId),
    siteIdentities(),
    documentIn(tabId),
  ]);
  const identity = chosen[site] ?? active;
  const granted = grants.filter(
    (grant) => grant.site === site && grant.identity === identity && holdsIn(grant, documentId),
  );
  const requests = asked?.site === site ? asked.requests : [];
  const missing = requests.filter((request) => !granted.some((access) => allows(access, request)));
  // In Chromium the worker fetches for pages, which needs leave of the pod alone.
  const needed =
    granted.length === 0 ? [] : [site, ...(isFirefox ? granted.map(({ storage }) => storage) : [])];
  return {
    site,
    tabId,
    unreached: await unreachedOf(needed),
    identity,
    isChosen: chosen[site] !== undefined,
    granted,
    wanted: accessWanted(missing, pods),
    refused: missing[0] ?? null,
    isLate:
      asked?.documentId === documentId &&
      requests.some((request) => !isRepeatable(request) && !missing.includes(request)),
    isPodHost: isPodHost(site, pods),
  };
}

/** What a script asked for nobody else can ask again; and Firefox runs no module that an extension brings back. */
function isRepeatable({ kind }: WantedRequest): boolean {
  return kind !== 'fetch' && !(isFirefox && kind === 'script');
}

function allows({ storage, modes }: Access, { url, mode }: WantedRequest): boolean {
  return modes.includes(mode) && isIn(storage, new URL(url));
}

export function isPodHost(site: string, pods: readonly StorageRoot[]): boolean {
  return pods.some((pod) => new URL(pod).origin === site);
}

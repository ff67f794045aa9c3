import { siteOf } from '../domain/grant.ts';
import { EVERY_HOST } from '../domain/pod.ts';
import type { RefusedRequest } from './policy.ts';
import { headerIn, KINDS } from './signing.ts';

type ResourceType = keyof typeof KINDS;

export function kindOf({ type }: { readonly type: string }): RefusedRequest['kind'] | null {
  return Object.hasOwn(KINDS, type) ? KINDS[type as ResourceType] : null;
}

/** The browser's own word for a kind. */
export function typeOf(kind: RefusedRequest['kind']): ResourceType {
  return (Object.keys(KINDS) as ResourceType[]).find((type) => KINDS[type] === kind) ?? 'main_frame';
}

export const OBSERVED: chrome.webRequest.RequestFilter = {
  urls: [...EVERY_HOST],
  types: Object.keys(KINDS) as ResourceType[],
};

/** The request that the browser tells of, or null where it is none that may ever be signed. */
export function refusedRequest(details: chrome.webRequest.WebRequestDetails): RefusedRequest | null {
  const kind = kindOf(details);
  if (kind === null || details.tabId < 0 || details.documentLifecycle === 'prerender') return null;
  const isNavigation = kind === 'navigation';
  const isFrame = kind === 'frame' || kind === 'object';
  return {
    kind,
    method: details.method,
    url: new URL(details.url),
    site: details.initiator === undefined ? null : siteOf(details.initiator),
    tabId: details.tabId,
    // Not `frameId`: it is not 0 yet for what a page loads while the browser still brings it to the front.
    isTopFrame: isNavigation || details.frameType === 'outermost_frame',
    documentId: isNavigation ? null : ((isFrame ? details.parentDocumentId : details.documentId) ?? null),
  };
}

/**
 * Whether the browser kept an answer from everybody (Opaque Response Blocking): of a picture, a style sheet, a script
 * or a film from another origin, it does so with nearly every 401.
 */
export function isBlocked({ error }: chrome.webRequest.OnErrorOccurredDetails): boolean {
  return error === 'net::ERR_BLOCKED_BY_ORB';
}

/**
 * The opener policy that severs a signed page from whoever opened its window. Two pages with the *same* policy
 * and origin would stay together, so it has to differ from the refused page's that it replaces.
 */
export function severingPolicy(details: chrome.webRequest.OnHeadersReceivedDetails): string {
  const stated = headerIn(details.responseHeaders, 'cross-origin-opener-policy') ?? '';
  return /^\s*same-origin\s*(;|$)/i.test(stated) ? 'noopener-allow-popups' : 'same-origin';
}

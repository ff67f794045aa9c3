import { siteOf } from '../domain/grant.ts';
import type { RefusedRequest } from './policy.ts';

/** Which of the browser's resource types are signed, and as what. */
const KINDS = { main_frame: 'navigation', image: 'image', stylesheet: 'stylesheet' } as const;

export function kindOf({ type }: { readonly type: string }): RefusedRequest['kind'] | null {
  return Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : null;
}

export const OBSERVED: chrome.webRequest.RequestFilter = {
  urls: ['https://*/*', 'http://*.localhost/*', 'http://127.0.0.1/*'],
  types: ['main_frame', 'image', 'stylesheet'],
};

/** The request that the browser tells of, or null where it is none that may ever be signed. */
export function refusedRequest(details: chrome.webRequest.OnHeadersReceivedDetails): RefusedRequest | null {
  const kind = kindOf(details);
  if (kind === null || details.tabId < 0 || details.documentLifecycle === 'prerender') return null;
  return {
    kind,
    method: details.method,
    url: new URL(details.url),
    site: details.initiator === undefined ? null : siteOf(details.initiator),
    tabId: details.tabId,
    // Not `frameId`: it is not 0 yet for what a page loads while the browser still brings it to the front.
    isTopFrame: kind === 'navigation' || details.frameType === 'outermost_frame',
    documentId: kind === 'navigation' ? null : (details.documentId ?? null),
  };
}

export function headerOf(details: chrome.webRequest.OnHeadersReceivedDetails, name: string): string | null {
  return details.responseHeaders?.find((header) => header.name.toLowerCase() === name)?.value ?? null;
}

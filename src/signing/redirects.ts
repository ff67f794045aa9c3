import { withoutFragment } from '../domain/address.ts';
import { EVERY_HOST } from '../domain/pod.ts';
import { chromium } from '../platform/browser.ts';
import { headerIn, isRedirect } from './signing.ts';

/** How long a redirect's destination is waited for, in milliseconds: the event may come after the answer. */
const PATIENCE = 2000;

interface Waiting {
  readonly resolve: (target: string | null) => void;
}

/** Destinations that nobody has asked for yet, and those who wait for one, by the address that redirects. */
const known = new Map<string, string[]>();
const waiting = new Map<string, Waiting[]>();

/**
 * Listens to where the worker's own requests are redirected: `fetch` hides it. Requests of tabs are not heard.
 * To be called in the worker's first turn, and again when the person has given a host.
 */
export function observeRedirects(): void {
  const { onHeadersReceived } = chromium.webRequest;
  onHeadersReceived.removeListener(onHeaders);
  onHeadersReceived.addListener(onHeaders, FILTER, ['responseHeaders']);
}

const FILTER: chrome.webRequest.RequestFilter = {
  urls: [...EVERY_HOST],
  types: ['xmlhttprequest'],
  tabId: -1,
};

type Details = chrome.webRequest.OnHeadersReceivedDetails & { readonly originUrl?: string };

function onHeaders(details: Details): undefined {
  const { statusCode, url, initiator = originIn(details) } = details;
  if (!isRedirect(details)) return;
  if (initiator !== undefined && initiator !== location.origin) return;
  const target = headerIn(details.responseHeaders, 'location');
  if (target === null) return;
  const found = `${statusCode} ${target}`;
  const [first, ...others] = waiting.get(url) ?? [];
  if (first === undefined) keep(url, found);
  else {
    waiting.set(url, others);
    first.resolve(found);
  }
}

/** Firefox tells the page that asks rather than its origin. */
function originIn({ originUrl }: Details): string | undefined {
  return originUrl === undefined ? undefined : new URL(originUrl).origin;
}

/** What nobody asks for is forgotten: by the next time, the address may lead elsewhere. */
function keep(url: string, found: string): void {
  known.set(url, [...(known.get(url) ?? []), found].slice(-20));
  setTimeout(() => {
    const [oldest, ...others] = known.get(url) ?? [];
    if (oldest === found && others.length === 0) known.delete(url);
    else if (oldest === found) known.set(url, others);
  }, PATIENCE);
}

/** The status and destination of a redirect that has just been met, as `302 /there`; null where nobody tells. */
export async function locationOf(from: URL): Promise<string | null> {
  const url = withoutFragment(from);
  const [found, ...others] = known.get(url) ?? [];
  if (found !== undefined) {
    if (others.length > 0) known.set(url, others);
    else known.delete(url);
    return found;
  }
  return await new Promise((resolve) => {
    const one = { resolve };
    waiting.set(url, [...(waiting.get(url) ?? []), one]);
    setTimeout(() => {
      waiting.set(
        url,
        (waiting.get(url) ?? []).filter((other) => other !== one),
      );
      resolve(null);
    }, PATIENCE);
  });
}

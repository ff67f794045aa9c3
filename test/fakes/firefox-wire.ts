import type { Before, Received } from '../../src/signing/firefox-requests.ts';
import type { FirefoxSigning } from '../../src/signing/firefox-signing.ts';
import { browser } from './browser.ts';

/** What Firefox tells of a request. */
export interface FirefoxRequest extends Pick<Before, 'requestId' | 'url' | 'method' | 'type' | 'tabId'> {
  readonly originUrl?: string | undefined;
  readonly documentUrl?: string | undefined;
  readonly documentId?: string | undefined;
  readonly frameAncestors?: readonly { readonly url: string }[];
}

export type FirefoxHeaders = Readonly<Record<string, string>>;

const PAGE_OF_APP = 'https://app.example/notes';
let lastRequest = 0;

/** A `fetch` of the app's page, as Firefox tells of it, but for what is changed. */
export function fetchOf(url: string, change: Partial<FirefoxRequest> = {}): FirefoxRequest {
  lastRequest += 1;
  return {
    requestId: String(lastRequest),
    url,
    method: 'GET',
    type: 'xmlhttprequest',
    tabId: 1,
    originUrl: PAGE_OF_APP,
    documentUrl: PAGE_OF_APP,
    documentId: 'one',
    frameAncestors: [],
    ...change,
  };
}

/** A navigation of a tab, by hand as it were. */
export function visitOf(url: string, change: Partial<FirefoxRequest> = {}): FirefoxRequest {
  const nobodys = { originUrl: undefined, documentUrl: undefined, documentId: undefined };
  return fetchOf(url, { type: 'main_frame', ...nobodys, ...change });
}

/** The same visit, made by the page through which Latchkey leads a tab. */
export function passageTo(url: string, change: Partial<FirefoxRequest> = {}): FirefoxRequest {
  return visitOf(url, { originUrl: `${browser.runtime.getURL('popup/passage.html')}#${url}`, ...change });
}

/** What a request leaves with: its headers, or `cancelled`. */
export async function leaving(
  signing: FirefoxSigning,
  request: FirefoxRequest,
  headers: FirefoxHeaders = {},
): Promise<FirefoxHeaders | 'cancelled'> {
  const requestHeaders = listed(headers);
  const answer = await signing.onBefore({ ...request, requestHeaders } as Before);
  if (answer.cancel === true) return 'cancelled';
  const changed = answer.requestHeaders ?? requestHeaders;
  return Object.fromEntries(changed.map(({ name, value = '' }) => [name.toLowerCase(), value]));
}

/** What becomes of an answer: its headers, or where it is made to lead. */
export async function arriving(
  signing: FirefoxSigning,
  request: FirefoxRequest,
  statusCode: number,
  headers: FirefoxHeaders = {},
): Promise<FirefoxHeaders | string> {
  const responseHeaders = listed(headers);
  const answer = await signing.onHeaders({ ...request, statusCode, responseHeaders } as Received);
  if (answer.redirectUrl !== undefined) return answer.redirectUrl;
  const changed = answer.responseHeaders ?? responseHeaders;
  return Object.fromEntries(changed.map(({ name, value = '' }) => [name.toLowerCase(), value]));
}

function listed(headers: FirefoxHeaders) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

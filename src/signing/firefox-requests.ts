import type { WebRequest } from 'webextension-polyfill';
import { type Site, siteOf } from '../domain/grant.ts';
import { MAX_PATCH } from '../domain/mode.ts';
import { EVERY_HOST, withSockets } from '../domain/pod.ts';
import { browser } from '../platform/browser.ts';
import type { RefusedRequest } from './policy.ts';
import { type Headers, headerIn, KINDS } from './signing.ts';

/** Firefox has more words for them. */
const ALL_KINDS = {
  ...KINDS,
  beacon: 'fetch',
  ping: 'fetch',
  websocket: 'fetch',
  imageset: 'image',
} as const;

type ResourceType = keyof typeof ALL_KINDS;
export type Before = WebRequest.OnBeforeSendHeadersDetailsType;
export type WithBody = WebRequest.OnBeforeRequestDetailsType;
export type Received = WebRequest.OnHeadersReceivedDetailsType;
type Details = Before | Received;

/** Ports are left out: Firefox matches no pattern that has one, and says nothing. */
export const OBSERVED: WebRequest.RequestFilter = {
  urls: [...withSockets(EVERY_HOST)],
  types: Object.keys(ALL_KINDS) as ResourceType[],
};

export interface FirefoxRequest extends RefusedRequest {
  /** The browser's own. */
  readonly id: string;
}

/** The request that the browser tells of, or null where it is none that may ever be signed. */
export function requestOf(details: Details, patch?: string): FirefoxRequest | null {
  const { type, method, tabId, incognito, documentUrl, originUrl, documentId, parentDocumentId } = details;
  if (!Object.hasOwn(ALL_KINDS, type)) return null;
  const kind = ALL_KINDS[type as ResourceType];
  const isFrame = kind === 'frame' || kind === 'object';
  return {
    id: details.requestId,
    kind,
    method,
    ...(patch !== undefined && { patch: { contentType: contentTypeOf(details), patch } }),
    url: targetOf(details.url),
    site: kind === 'navigation' ? siteOf(originUrl ?? '') : siteOf(documentUrl ?? ''),
    tabId,
    isPrivate: incognito,
    isTopFrame: kind === 'navigation' || (!isFrame && ancestorsOf(details).length === 0),
    // What an object loads is no document yet, and its own is the one around it.
    documentId: (isFrame ? (parentDocumentId ?? documentId) : documentId) ?? null,
  };
}

/** The body of a patch; null for what is none, or cannot be looked at. */
export function patchOf({ method, requestBody }: WithBody): string | null {
  const parts = requestBody?.raw ?? [];
  const bytes = parts.flatMap((part) => ('bytes' in part ? [part.bytes as ArrayBuffer] : []));
  const size = bytes.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (method !== 'PATCH' || bytes.length !== parts.length || size === 0 || size > MAX_PATCH) return null;
  const decoder = new TextDecoder();
  return bytes.map((one) => decoder.decode(one, { stream: true })).join('') + decoder.decode();
}

/** A packed patch cannot be looked at. */
function contentTypeOf(details: Details): string | null {
  const headers = 'requestHeaders' in details ? details.requestHeaders : undefined;
  return headerIn(headers, 'content-encoding') === null ? headerIn(headers, 'content-type') : null;
}

/** A WebSocket begins as a GET, for which a server sees its own http address (RFC 6455 section 4.1). */
function targetOf(address: string): URL {
  return new URL(address.replace(/^ws(s?):/i, 'http$1:'));
}

function ancestorsOf(details: Details): readonly { readonly url: string }[] {
  const { frameAncestors = [] } = details as {
    readonly frameAncestors?: readonly { readonly url: string }[];
  };
  return frameAncestors;
}

/**
 * Whether the request is of somebody who could be allowed something, as far as the browser tells.
 *
 * @param before what was sent before a redirect, signed
 */
export function mayAsk(
  details: Before,
  request: RefusedRequest,
  before: RefusedRequest | undefined,
): boolean {
  // Whatever a server redirects to another origin is no longer what was asked for.
  if (before !== undefined && before.url.origin !== request.url.origin) return false;
  if (request.kind === 'navigation') return before !== undefined;
  // CORS preflights are the browser's own, and carry no credentials (Fetch Standard, CORS-preflight fetch).
  if (headerIn(details.requestHeaders, 'access-control-request-method') !== null) return false;
  if (!hasItsOrigin(details.requestHeaders, request)) return false;
  return request.isTopFrame || isWithinSite(details, request.site);
}

/** Whether every page around a frame is of the site that asks. */
function isWithinSite(details: Details, site: Site | null): boolean {
  return site !== null && ancestorsOf(details).every(({ url }) => siteOf(url) === site);
}

/**
 * Whether the page has the origin that its address says. A sandboxed page has none, though its address tells
 * otherwise: `Origin: null`, and not of the same site as itself (Fetch Metadata, section 2.3).
 */
function hasItsOrigin(headers: Headers, { site, url }: RefusedRequest): boolean {
  const [origin, relation] = [headerIn(headers, 'origin'), headerIn(headers, 'sec-fetch-site')];
  if (origin !== null && origin !== site) return false;
  return site !== url.origin || relation === null || relation === 'same-origin';
}

/** What the extension asks for itself. */
export function isOwn({ originUrl, type }: Details): boolean {
  return type !== 'main_frame' && (originUrl ?? '').startsWith(browser.runtime.getURL(''));
}

import { withoutFragment } from '../domain/address.ts';
import type { ResponseHead, SignedHeaders, SiteRequest } from '../domain/exchange.ts';
import type { Trace } from './trace.ts';

/** What a relayed request asks of the rest of the worker. */
export interface RelayPorts {
  /** Whether this request may be signed, as it stands: asked anew before every hop. */
  may(url: URL, method: string): Promise<boolean>;
  /** @param refused headers that a server has just refused, so that the token in them is not used again */
  sign(method: string, url: URL, refused: SignedHeaders | null): Promise<SignedHeaders>;
  /** Called with the `DPoP-Nonce` and `Date` of every answer. */
  heard(url: URL, headers: Headers): Promise<void>;
  /** Where a redirect leads, which the browser does not tell; null where nobody knows. */
  locationOf(url: URL): Promise<string | null>;
  /** Is told how the request gets on. */
  readonly trace: Trace;
}

/** A body that nobody has read yet: one may read it in parts, or have it whole, which is faster. */
export interface UnreadBody {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly blob: () => Promise<Blob>;
}

/** A relayed response: its head, filtered, and its body. */
export interface Relayed {
  readonly head: ResponseHead;
  readonly body: UnreadBody | null;
}

/** Why nothing comes back: as `fetch` fails, or because the site may not. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
  readonly code: 'network' | 'not-granted';

  constructor(code: 'network' | 'not-granted', cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

const MAX_HOPS = 5;
/** What no site may say in our name, what `fetch` itself would refuse from a page, and what makes one method another. */
const REFUSED_REQUEST =
  /^(authorization|dpop|cookie2?|host|origin|referer|date|via|proxy-.*|sec-.*|x-(http-)?method(-override)?)$/i;
const REFUSED_RESPONSE = /^(set-cookie2?|dpop-nonce)$/i;
const NULL_BODY = [101, 103, 204, 205, 304];

/** Fetch Standard, request-body-header names: they go with the body. */
const OF_BODY = /^content-(encoding|language|location|type)$/i;

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: SiteRequest['headers'];
  readonly body: Blob | null;
}

/**
 * Makes a site's request, signed, and follows same-origin redirects, each of them looked at and signed anew.
 * Nothing of it goes to another origin. No cookies, no referrer, no cache: what one identity was given must not be
 * shown to another.
 *
 * @throws RelayError
 */
export async function relay(request: SiteRequest, ports: RelayPorts, signal: AbortSignal): Promise<Relayed> {
  let headers = request.headers.filter(([name]) => !REFUSED_REQUEST.test(name));
  let hop: Hop = { url: new URL(request.url), method: request.method, headers, body: request.body };
  for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
    if (!(await ports.may(hop.url, hop.method))) throw new RelayError(hops === 0 ? 'not-granted' : 'network');
    const response = await sendSigned(hop, ports, signal);
    if (response.type !== 'opaqueredirect') return relayed(response, hop, hops > 0);
    if (request.redirect === 'error') throw new RelayError('network');
    const next = await nextHop(hop, ports);
    ports.trace.again('redirect');
    if (next.method !== hop.method) headers = headers.filter(([name]) => !/^content-/i.test(name));
    hop = next;
  }
  throw new RelayError('network');
}

/** Tried once more for a nonce that the server wants, and once for a token that it refuses. */
async function sendSigned(hop: Hop, ports: RelayPorts, signal: AbortSignal): Promise<Response> {
  const { trace } = ports;
  let refused: SignedHeaders | null = null;
  let hasNonce = false;
  for (;;) {
    trace.lap('wait');
    const signed = await ports.sign(hop.method, hop.url, refused);
    trace.lap('sign');
    const response = await send(hop, signed, signal).finally(() => trace.lap('network'));
    trace.answered(response.status);
    await ports.heard(hop.url, response.headers);
    const wantsNonce = response.headers.has('dpop-nonce');
    const isFirst = wantsNonce && !hasNonce;
    if (response.status !== 401 || (!isFirst && refused !== null)) return response;
    await response.body?.cancel();
    trace.again(isFirst ? 'nonce' : 'token');
    // A server may give a nonce with every answer, whatever it refuses.
    if (isFirst) hasNonce = true;
    else refused = signed;
  }
}

async function send(
  { url, method, headers, body }: Hop,
  { authorization, dpop }: SignedHeaders,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: [
        ...headers.map(([name, value]): [string, string] => [name, value]),
        ['authorization', authorization],
        ['dpop', dpop],
      ],
      body,
      signal,
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  } catch (error) {
    throw new RelayError('network', error);
  }
}

/** Fetch Standard, HTTP-redirect fetch; another origin is a network error here, and our headers stay at home. */
async function nextHop(hop: Hop, ports: RelayPorts): Promise<Hop> {
  const { url, method, headers } = hop;
  const [, status = '', target] = /^(\d+) (.*)$/.exec((await ports.locationOf(url)) ?? '') ?? [];
  const next = target === undefined ? null : URL.parse(target, url);
  if (next === null || next.origin !== url.origin) throw new RelayError('network');
  const becomesGet = status === '303' ? method !== 'HEAD' : /^30[12]$/.test(status) && method === 'POST';
  if (!becomesGet || method === 'GET') return { ...hop, url: next };
  return { url: next, method: 'GET', headers: headers.filter(([name]) => !OF_BODY.test(name)), body: null };
}

function relayed(response: Response, { url, method }: Hop, redirected: boolean): Relayed {
  const { status, statusText, body: stream } = response;
  const headers = [...response.headers].filter(([name]) => !REFUSED_RESPONSE.test(name));
  const hasBody = method !== 'HEAD' && !NULL_BODY.includes(status);
  return {
    head: { status, statusText, headers, url: withoutFragment(url), redirected },
    body: hasBody && stream !== null ? { stream, blob: () => response.blob() } : null,
  };
}

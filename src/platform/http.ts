import { assertMayLeadTo, parseWebUrl } from '../domain/address.ts';
import { LatchkeyError } from '../domain/errors.ts';

/** A limit on what a server may make us read or wait for. */
const TIME_LIMIT = 20_000;
export const KIBIBYTE = 1024;

export interface OwnRequest {
  /** The address that named this one: what a public server names never leads into a private network. */
  readonly from: URL;
  readonly init?: RequestInit;
  readonly maxBytes: number;
}

/**
 * Latchkey's own requests: no cookies, no referrer, a time limit (20 s) and a size cap. The body is read whole,
 * so that no caller meets an endless one.
 *
 * @throws LatchkeyError `address-private`, `address-insecure`, `unreachable`, `timed-out`, `too-large`; `redirected`
 *   where the caller wants no redirect
 */
export async function ownFetch(url: URL, { from, init, maxBytes }: OwnRequest): Promise<Response> {
  assertMayLeadTo(from, parseWebUrl(url.href));
  const signal = AbortSignal.timeout(TIME_LIMIT);
  try {
    const response = await fetch(url.href, {
      ...init,
      // A redirect that is an error would look as if the server were not there.
      redirect: init?.redirect === 'error' ? 'manual' : 'follow',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    });
    if (init?.redirect === 'error' && isRedirect(response)) throw new LatchkeyError('redirected', url.host);
    if (response.redirected) assertMayLeadTo(from, parseWebUrl(response.url));
    const body = await readCapped(response, maxBytes);
    return withUrl(new Response(bodyFor(response.status, body), response), response.url);
  } catch (error) {
    if (error instanceof LatchkeyError) throw error;
    throw new LatchkeyError(signal.aborted ? 'timed-out' : 'unreachable', url.host, error);
  }
}

/** Browsers hide where a redirect leads, and its status. */
function isRedirect({ type, status, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('location'));
}

/** A constructed Response has no URL; its reader needs the final one. */
function withUrl(response: Response, url: string): Response {
  return Object.defineProperty(response, 'url', { value: url });
}

function bodyFor(status: number, body: Blob): Blob | null {
  return [101, 103, 204, 205, 304].includes(status) ? null : body;
}

async function readCapped(response: Response, maxBytes: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new LatchkeyError('too-large', new URL(response.url).host);
    chunks.push(chunk);
  }
  return new Blob(chunks);
}

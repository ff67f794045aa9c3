import type { SiteRequest } from '../domain/exchange.ts';
import type { SiteState } from '../messaging/site-contract.ts';
import { type Channel, errorOf } from './channel.ts';
import { ChunkStream } from './chunk-stream.ts';
import {
  fetchNatively,
  isView,
  listenTo,
  NativeBlob,
  NativeRequest,
  NativeUrl,
  readBlob,
} from './intrinsics.ts';
import { responseOf, streamedResponseOf } from './site-response.ts';

/**
 * `fetch`, signed by the worker where the site was granted the address; everywhere else it is the page's own, as if
 * Latchkey were not there.
 */
export async function siteFetch(
  channel: Channel,
  state: () => Promise<SiteState>,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const url = addressOf(input);
  const known = await state();
  if (channel.isGone()) throw errorOf('gone');
  if (url === null || !mayBeGranted(known, url)) return await fetchNatively(input, init);
  return await fetchGranted(channel, input, init);
}

/** Fetches from an address that may be granted: by the worker, or natively what only the page's own fetch does. */
export function fetchGranted(
  channel: Channel,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  let request: Request;
  try {
    request = new NativeRequest(input, withBlob(init));
  } catch {
    // The page's own fetch says what is wrong with it.
    return fetchNatively(input, init);
  }
  return isForItself(request) ? fetchNatively(request) : signedOr(channel, request, fetchNatively);
}

/** The worker's answer, or another where it has sent nothing for want of a grant. */
export async function signedOr(
  channel: Channel,
  request: Request,
  instead: (request: Request) => Response | Promise<Response>,
  asked: Promise<SiteRequest> = askedOf(request),
): Promise<Response> {
  const { body } = await asked;
  const response = await viaWorker(channel, request, await asked);
  // The body is used up by now; the rest of the request is as good as new.
  return response ?? (await instead(new NativeRequest(request, body === null ? {} : { body })));
}

/** A request as the worker is asked for it, with its body, which is used up by that. */
export async function askedOf(request: Request): Promise<SiteRequest> {
  return {
    url: request.url,
    method: request.method,
    headers: [...request.headers],
    body: request.body === null ? null : await readBlob(request),
    redirect: request.redirect === 'error' ? 'error' : 'follow',
    cache: request.cache === 'only-if-cached' ? 'force-cache' : request.cache,
  };
}

/** A page that signs for itself, or wants what only its own fetch does, is served better by that. */
export function isForItself({ headers, integrity, mode, redirect, url }: Request): boolean {
  const isCors = mode === 'cors' || (mode === 'same-origin' && new NativeUrl(url).origin === location.origin);
  return headers.has('authorization') || integrity !== '' || redirect === 'manual' || !isCors;
}

/** Where a request goes; null where that is no address. */
export function addressOf(input: RequestInfo | URL): URL | null {
  try {
    return new NativeUrl(input instanceof NativeRequest ? input.url : String(input), document.baseURI);
  } catch {
    // The page's own fetch says what is wrong with it.
    return null;
  }
}

/** A first look, to leave everything else alone; the worker decides. */
export function mayBeGranted({ access }: SiteState, url: URL): boolean {
  for (let i = 0; i < access.length; i += 1) {
    const storage = access[i]?.storage ?? '';
    if (storage === '*' || url.href.slice(0, storage.length) === storage) return true;
  }
  return false;
}

/** Bytes cross worlds by reference as a Blob, and by copy otherwise. */
function withBlob(init: RequestInit | undefined): RequestInit | undefined {
  const body = init?.body;
  const isBytes = body instanceof ArrayBuffer || isView(body);
  return isBytes ? { ...init, body: new NativeBlob([body]) } : init;
}

/** Resolves to null where the worker has sent nothing, for want of a grant. */
function viaWorker(channel: Channel, { signal }: Request, request: SiteRequest): Promise<Response | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    if (channel.isGone()) {
      resolve(null);
      return;
    }
    let chunks: ChunkStream | undefined;
    const fail = (error: Error): void => (chunks === undefined ? reject(error) : chunks.fail(error));
    const id = channel.call(
      (number) => ({ type: 'fetch', id: number, request }),
      (message) => {
        if (message.type === 'failed' && message.code === 'not-granted') resolve(null);
        else if (message.type === 'failed') fail(errorOf(message.code));
        if (message.type === 'head') {
          const { head, body } = message;
          if (body !== 'chunks') resolve(responseOf(head, body));
          else {
            chunks = new ChunkStream((type) => channel.tell({ type, id }));
            resolve(streamedResponseOf(head, chunks));
          }
        }
        if (message.type === 'chunk') chunks?.add(message.chunk);
        if (message.type === 'end') chunks?.end();
      },
    );
    listenTo(signal, 'abort', () => {
      channel.tell({ type: 'abort', id });
      fail(signal.reason as Error);
    });
  });
}

import type { ResponseHead } from '../domain/exchange.ts';
import type { ChunkStream } from './chunk-stream.ts';
import {
  apply,
  BODY_METHODS,
  cloneNatively,
  defineProperty,
  NativeResponse,
  NativeUrl,
} from './intrinsics.ts';

/** The response that a page gets, with the body that came along with its head. */
export function responseOf(head: ResponseHead, body: BodyInit | null): Response {
  const { status, statusText } = head;
  return withPlace(new NativeResponse(body, { status, statusText, headers: headersOf(head) }), head);
}

/**
 * The response that a page gets before its body. Of the methods that take a body it has its own: what they take comes
 * whole. All else is the browser's own, and reads the stream.
 */
export function streamedResponseOf(head: ResponseHead, chunks: ChunkStream): Response {
  const response = responseOf(head, chunks.stream);
  for (const [name, ofResponse, ofBlob] of BODY_METHODS) {
    const take = async (whole: Promise<Blob>): Promise<unknown> => {
      const blob = await whole;
      return ofBlob === undefined
        ? await apply(ofResponse, new NativeResponse(blob, { headers: headersOf(head) }), [])
        : await apply(ofBlob, blob, []);
    };
    const value = function (this: Response): Promise<unknown> {
      const whole = this === response ? chunks.whole() : null;
      return whole === null ? apply(ofResponse, this, []) : take(whole);
    };
    // A page may replace it, as it may the browser's.
    defineProperty(response, name, { value, writable: true, configurable: true });
  }
  return response;
}

/** By hand: a page may have replaced what arrays can do. */
function headersOf(head: ResponseHead): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i < head.headers.length; i += 1) {
    const [name = '', value = ''] = head.headers[i] ?? [];
    headers[i] = [name, value];
  }
  return headers;
}

/** What a constructed response does not know of itself. */
function withPlace(response: Response, head: ResponseHead): Response {
  const own = {
    url: head.url,
    redirected: head.redirected,
    type: new NativeUrl(head.url).origin === location.origin ? 'basic' : 'cors',
    clone: () => withPlace(cloneNatively(response), head),
  };
  for (const [name, value] of Object.entries(own)) defineProperty(response, name, { value });
  return response;
}

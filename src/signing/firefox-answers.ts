import type { WebRequest } from 'webextension-polyfill';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { Received } from './firefox-requests.ts';
import type { RefusedRequest } from './policy.ts';
import type { Trace } from './trace.ts';

/** What Firefox is told to do with a request or an answer. */
export type Answer = WebRequest.BlockingResponse;

/** A request that left signed and is not answered yet, or is about to be made once more. */
export interface Sent {
  readonly request: RefusedRequest;
  readonly headers: SignedHeaders;
  /** What the server has refused of it: a proof without the nonce that it gave then, and a token. */
  readonly refused: { readonly nonce: boolean; readonly token: SignedHeaders | null };
  readonly trace: Trace;
}

export const NOT_REFUSED: Sent['refused'] = { nonce: false, token: null };

/** What is to be another in the next attempt; null for a refusal that is final. */
export function refusedOf({ headers, refused }: Sent, wantsNonce: boolean): Sent['refused'] | null {
  if (wantsNonce && !refused.nonce) return { ...refused, nonce: true };
  return refused.token === null ? { ...refused, token: headers } : null;
}

/** What one identity was given must not be shown to another, however careless the server. */
export function unkept({ responseHeaders = [] }: Received): Answer {
  const others = responseHeaders.filter(({ name }) => !/^cache-control$/i.test(name));
  return { responseHeaders: [...others, { name: 'cache-control', value: 'no-store' }] };
}

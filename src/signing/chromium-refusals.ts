import type { SignedHeaders } from '../domain/exchange.ts';
import type { SignedRequest } from './chromium-rules.ts';
import type { RefusedRequest } from './policy.ts';
import { Trace } from './trace.ts';

/** What a refusal says about the load that shall follow it. */
export interface Refusal {
  /** Settles once what was said is kept for the next proof. */
  readonly heard: Promise<void>;
  /** Headers whose token the server may not want any more. */
  readonly refused: SignedHeaders | null;
  readonly openerPolicy: string | null;
  /** How often it was signed by now. */
  readonly attempts: number;
  readonly trace: Trace;
}

/** What is known of a load that follows no refusal, or one without a word. */
export function nothingSaid(request: RefusedRequest): Refusal {
  const trace = new Trace(request);
  return { heard: Promise.resolve(), refused: null, openerPolicy: null, attempts: 0, trace };
}

/** First load, one redirect or one retry, one more: enough for every honest server. */
const MAX_ATTEMPTS = 3;

/** Whether a refusal is final: the same URL is tried twice, a chain of redirects no longer than it must. */
export function isExhausted(before: SignedRequest, request: RefusedRequest): boolean {
  return before.attempt >= (isSame(before, request) ? 2 : MAX_ATTEMPTS);
}

/** Whether it is what was signed that is refused, and not where a redirect led. */
export function isSame(before: SignedRequest | null, { url }: RefusedRequest): before is SignedRequest {
  return before?.request.url.href === url.href;
}

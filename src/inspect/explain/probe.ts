import { parseWebUrl } from '../../domain/address.ts';
import type { SignedHeaders } from '../../domain/exchange.ts';
import { cleanText } from '../../domain/identity.ts';
import { linksOf } from '../../oidc/webid.ts';
import { type Challenge, parseChallenges } from './challenges.ts';
import { parseWacAllow, type WacAllow } from './wac-allow.ts';

const TIME_LIMIT = 20_000;
/** Of what a server says about a refusal, the first of it tells, in bytes. */
const MAX_BODY = 4096;
/** Of a server's own words, so much is shown. */
export const MAX_WORDS = 300;

/** What a server answered to one request of ours. */
export interface Answer {
  /** 0 for a redirect: the browser hides where it leads. */
  readonly status: number;
  readonly challenges: readonly Challenge[];
  readonly wacAllow: WacAllow | null;
  /** Where its rules of access stand (Web Access Control section 3.2). */
  readonly acl: string | null;
  /** Where it says that what belongs to the resource is. */
  readonly beside: readonly string[];
  /** The server's clock, in milliseconds since the epoch. */
  readonly date: number | null;
  readonly nonce: string | null;
  /** `Access-Control-Allow-Origin`. */
  readonly allowOrigin: string | null;
  /** The server's own words about a refusal, cleaned. */
  readonly words: string;
  /** The whole body where it was asked for and came. */
  readonly body: string | null;
}

/** `null` for no answer at all. */
export type Probed = Answer | null;

export interface ProbeOptions {
  readonly method?: 'GET' | 'OPTIONS';
  readonly headers?: SignedHeaders;
  readonly signal: AbortSignal;
  /** How many bytes of a good answer to read; none by default. */
  readonly wanted?: number;
}

/**
 * Asks a server once: no cookies, no cache, no redirect, never more of the body than tells something.
 *
 * @throws LatchkeyError `address-invalid`, `address-insecure`; the signal's reason once it is aborted
 */
export async function probe(
  url: URL,
  { method = 'GET', headers, signal, wanted = 0 }: ProbeOptions,
): Promise<Probed> {
  parseWebUrl(url.href);
  const init = { method, redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const;
  try {
    const response = await fetch(url.href, {
      ...init,
      referrerPolicy: 'no-referrer',
      headers: { accept: 'text/turtle, */*;q=0.8', ...headers },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]),
    });
    const text = await firstOf(response, response.ok ? wanted : MAX_BODY);
    return answerOf(response, text);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** Whether a server answers at all, where the browser lets nobody read what. */
export async function answersAtAll(url: URL, signal: AbortSignal): Promise<boolean> {
  const init = { mode: 'no-cors', credentials: 'omit', cache: 'no-store' } as const;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]);
  const answer = await fetch(url.href, { ...init, referrerPolicy: 'no-referrer', signal: limit }).catch(
    () => null,
  );
  signal.throwIfAborted();
  await answer?.body?.cancel();
  return answer !== null;
}

function answerOf(response: Response, text: string): Answer {
  const { status, headers, ok } = response;
  // A cache keeps the date of an older answer, and tells so by its age (RFC 9111 section 5.1).
  const date = Date.parse(headers.has('age') ? '' : (headers.get('date') ?? ''));
  const [acl = null] = linksOf(response, 'acl');
  return {
    status,
    acl,
    challenges: parseChallenges(headers.get('www-authenticate')),
    wacAllow: parseWacAllow(headers.get('wac-allow')),
    beside: ['acl', 'describedby'].flatMap((relation) => linksOf(response, relation)),
    date: Number.isNaN(date) ? null : date,
    nonce: headers.get('dpop-nonce'),
    allowOrigin: headers.get('access-control-allow-origin'),
    words: ok ? '' : wordsIn(text),
    body: ok ? text : null,
  };
}

async function firstOf({ body }: Response, bytes: number): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size < bytes; ) {
    const { value, done } = await reader.read();
    if (done) break;
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** A page of HTML and an object of JSON say most of it in their text; what looks like a token is taken out. */
function wordsIn(text: string): string {
  const plain = text
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/["{}[\]]+/g, ' ');
  return withoutTokens(cleanText(plain, MAX_WORDS));
}

/** A server may say to somebody what it was sent: tokens and proofs are no part of an explanation. */
export function withoutTokens(text: string): string {
  return text.replace(/\b[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, '(a token)');
}

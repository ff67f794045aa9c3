import { withoutFragment } from '../../src/domain/address.ts';
import { LatchkeyError } from '../../src/domain/errors.ts';
import type { SignedHeaders } from '../../src/domain/exchange.ts';
import { hostPatterns } from '../../src/domain/pod.ts';
import { browser } from '../../src/platform/browser.ts';
import { type AnswerBody, readAnswerBody } from './answer-body.ts';
import type { ProvenRequest } from './snippets.ts';

/** What a server answered to a request that the inspector sent. */
export interface SentAnswer {
  /** 0 for a redirect, of which browsers tell nothing. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: AnswerBody;
  /** Without leave of the host, the browser shows those headers alone that the server shows to every site. */
  readonly hasAllHeaders: boolean;
}

const TIME_LIMIT = 30_000;

/**
 * Makes a request with its proof, from this page: no cookies, no referrer, no cache, no redirect.
 *
 * @throws LatchkeyError `permission-missing` where it may be for want of leave, `unreachable`, `timed-out`
 */
export async function send({ method, url, headers }: ProvenRequest): Promise<SentAnswer> {
  const mayReach = await browser.permissions.contains({ origins: [...hostPatterns([url.href])] });
  const signal = AbortSignal.timeout(TIME_LIMIT);
  try {
    const response = await fetch(withoutFragment(url), {
      method,
      headers: { ...headers },
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    });
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers].map(([name, value]) => [name, masked(value, headers)]),
      body: maskedBody(await readAnswerBody(response), headers),
      hasAllHeaders: mayReach,
    };
  } catch (error) {
    if (signal.aborted) throw new LatchkeyError('timed-out', url.host, error);
    throw new LatchkeyError(mayReach ? 'unreachable' : 'permission-missing', url.host, error);
  }
}

/** A server may say what it was sent, and nothing of that is to be seen before somebody wants to see it. */
function masked(text: string, { authorization, dpop }: SignedHeaders): string {
  const secrets = [authorization.replace(/^DPoP /, ''), dpop];
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text);
}

function maskedBody(body: AnswerBody, headers: SignedHeaders): AnswerBody {
  return body.is === 'text' ? { ...body, text: masked(body.text, headers) } : body;
}

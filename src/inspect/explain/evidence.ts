import type { Failure } from '../../domain/errors.ts';
import type { SignedHeaders } from '../../domain/exchange.ts';
import type { Question } from '../../domain/explanation.ts';
import type { Grant } from '../../domain/grant.ts';
import type { Inspection, Judgement } from '../../domain/inspection.ts';
import type { IdentityView, WholeView } from '../../domain/view.ts';
import type { Probed } from './probe.ts';
import type { Rules } from './rules.ts';
import type { Misfit, TokenClaims } from './tokens.ts';

/** What the worker knows, as far as an explanation looks at it. */
export type Known = Pick<WholeView, 'identities' | 'grants' | 'pods'>;

/** What an explanation asks of the worker and of the browser. */
export interface Sources {
  readonly known: Known;
  readonly judge: (question: Question) => Promise<Judgement>;
  readonly inspect: (id: IdentityView['id']) => Promise<Inspection>;
  readonly sign: (id: IdentityView['id'], url: URL, told: Told) => Promise<SignedHeaders>;
  /** The URLs from whose hosts the browser keeps Latchkey. */
  readonly closedOf: (urls: readonly string[]) => Promise<readonly string[]>;
  /** An extension's page in Firefox signs what the page itself sends, which stays a matter of CORS. */
  readonly isFirefox: boolean;
  /** The origin of the page that explains, which servers are told. */
  readonly origin: string;
  readonly now: () => number;
}

/** What a server told of the proof that it wants. */
export interface Told {
  readonly nonce: string | null;
  /** Its clock, in milliseconds since the epoch. */
  readonly date: number | null;
}

/** What was found out about one request, step by step; `undefined` is what was not looked at. */
export interface Evidence {
  readonly question: Question;
  readonly isFirefox: boolean;
  readonly origin: string;
  /** Our own clock, in milliseconds since the epoch. */
  readonly now: number;
  readonly judgement?: Judgement;
  /** Who it is about; null is Anonymous. */
  readonly person?: IdentityView | null;
  /** What the site was granted for that person in the same pod. */
  readonly grants?: readonly Grant[];
  /** The hosts that the browser keeps from Latchkey, which it takes to sign this request. */
  readonly closed?: readonly string[];
  /** Whether it keeps the server itself from Latchkey, so that CORS hides what it says. */
  readonly isClosed?: boolean;
  /** Answer to the request as anybody could make it. */
  readonly unsigned?: Probed;
  /** Whether the server answers at all, although nothing of it may be read. */
  readonly answersAtAll?: boolean;
  readonly preflight?: Probed;
  /** Why it could not be signed. */
  readonly unsignable?: Failure | null;
  readonly signed?: Probed;
  readonly token?: TokenClaims;
  readonly clientId?: string;
  readonly sent?: SentEvidence;
  /** The issuer's clock, in milliseconds since the epoch; null where it does not answer. */
  readonly issuerDate?: number | null;
  /** The issuers that the profile names; null where it cannot be read. */
  readonly issuers?: readonly string[] | null;
  /** Whether the address is one at which rules of access stand. */
  readonly isRules?: boolean;
  /** Null where no rules may be read. */
  readonly rules?: Rules | null;
}

/** What became of the proof that somebody sent before. */
export interface SentEvidence {
  readonly misfit: Misfit;
  readonly token: TokenClaims;
  /** The answer to the same proof once more; `undefined` where it was not tried. */
  readonly again?: Probed;
}

/** Methods that change nothing: they can be tried. */
export function isSafe({ method }: Pick<Question, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}

export function isOk(answer: Probed | undefined): boolean {
  return answer != null && answer.status >= 200 && answer.status < 300;
}

/** Whether a server refused to answer to somebody, rather than anything else. */
export function isRefused(answer: Probed | undefined): boolean {
  return answer?.status === 401 || answer?.status === 403;
}

/** Whether an app signed in by itself and sent a token of its own, of which Latchkey knows nothing. */
export function isSignedByApp({ question }: Evidence): boolean {
  return question.sent?.accessToken != null;
}

/** Whether a page of the site asks by itself, without Latchkey in between, so that CORS counts. */
export function isAskedByPage({ question: { site, url }, judgement, isFirefox }: Evidence): boolean {
  return site !== null && site !== url.origin && (isFirefox || judgement?.left !== null);
}

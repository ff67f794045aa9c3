import type { Site } from './grant.ts';
import type { IdentityId } from './identity.ts';

/** Every answer to "why was this refused?". Codes are stable; each has its sentence and its next step. */
export const CAUSE_CODES = [
  'server-down',
  'host-not-allowed',
  'anonymous',
  'policy-never',
  'not-a-pod',
  'method-unknown',
  'signed-out',
  'session-ended',
  'site-not-granted',
  'mode-not-granted',
  'cors',
  'client-unknown',
  'issuer-down',
  'not-renewed',
  'server-error',
  'nonce-missing',
  'proof-mismatch',
  'proof-replayed',
  'token-expired',
  'htu-elsewhere',
  'pod-clock',
  'device-clock',
  'issuer-not-named',
  'no-control',
  'app-not-allowed',
  'no-access',
  'not-found',
  'works',
  'not-known',
] as const;

export type CauseCode = (typeof CAUSE_CODES)[number];

/** The one cause that was found. `subject` is what it is about, as plain text: never a secret. */
export interface Cause {
  readonly code: CauseCode;
  readonly subject: string;
}

/** What is looked at, in the order in which it is. */
export const MATTERS = [
  'latchkey',
  'host',
  'unsigned',
  'cors',
  'session',
  'signed',
  'words',
  'proof',
  'clock',
  'profile',
  'rules',
] as const;

export type Matter = (typeof MATTERS)[number];

/** Something that was looked at, and whether it stands in the way; null where it did not tell. */
export interface Sight {
  readonly matter: Matter;
  readonly isRight: boolean | null;
  /** One sentence: what was seen. */
  readonly says: string;
}

/** The two headers of a request that somebody made and that was refused. */
export interface Sent {
  readonly proof: string;
  /** Null for a token of the identity's. */
  readonly accessToken: string | null;
}

/** A request that is to be explained. */
export interface Question {
  readonly url: URL;
  /** Upper case. */
  readonly method: string;
  /** The site whose page asked; null for a person's own navigation. */
  readonly site: Site | null;
  /** The tab of the page that asked, where it is known. */
  readonly tabId: number | null;
  /** Null for whoever Latchkey would take. */
  readonly identity: IdentityId | null;
  readonly sent: Sent | null;
}

/** Why a request is refused, as far as it is known, and what was looked at. */
export interface Explanation {
  readonly question: Question;
  /** Who the request was looked at for. */
  readonly identity: IdentityId | null;
  readonly cause: Cause;
  readonly sights: readonly Sight[];
  /** The hosts from which the browser keeps Latchkey, as far as they matter here. */
  readonly closed: readonly string[];
}

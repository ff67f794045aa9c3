/** What an issuer's metadata says of one matter, and what follows for Latchkey. */
export interface Finding {
  readonly topic: Topic;
  readonly verdict: Verdict;
  /** A few sentences for a person: what is said, then what follows. */
  readonly says: string;
}

/** `unstated` is what the metadata does not tell: it may work, and only trying shows. */
export type Verdict = 'yes' | 'partly' | 'no' | 'unstated';

/** The matters, in the order in which they are shown. */
export const TOPICS = [
  'issuer',
  'solid',
  'dpop',
  'pkce',
  'token-endpoint',
  'refresh',
  'registration',
  'client-document',
  'par',
  'revocation',
  'logout',
  'issuer-in-response',
  'id-token',
] as const;

export type Topic = (typeof TOPICS)[number];

/** An issuer, examined. */
export interface Examination {
  /** The issuer string as its metadata states it. */
  readonly issuer: string;
  /** Where the metadata was read. */
  readonly metadataUrl: string;
  readonly findings: readonly Finding[];
  /** Every deviation from what the specifications say, a sentence each. */
  readonly deviations: readonly string[];
}

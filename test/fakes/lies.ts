import type { JWTHeaderParameters, JWTPayload } from 'jose';

/** A token before it is signed. */
export interface Draft {
  header: JWTHeaderParameters;
  claims: JWTPayload & Record<string, unknown>;
  /** The issuer's private key, unless somebody else signs. */
  key: CryptoKey | Uint8Array;
}

/** An answer before it is sent; a string is sent as it is, anything else as JSON. */
export interface Statement {
  /** Zero hangs up without an answer. */
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** A JSON object that is about to be sent. */
export type Json = Record<string, unknown>;

/** What an issuer falsifies, in place, just before it is said; it is honest about the rest. */
export interface Lies {
  readonly metadata?: (metadata: Json) => void;
  readonly discovery?: (statement: Statement) => void;
  /** What the issuer says it registered is what it registered. */
  readonly registration?: (statement: Statement) => void;
  /** The URL by which the person comes back. */
  readonly callback?: (url: URL) => void;
  readonly idToken?: (draft: Draft) => void;
  readonly accessToken?: (draft: Draft) => void;
  readonly tokens?: (body: Json) => void;
  /** The whole answer of the token endpoint, which waits for it. */
  readonly tokenAnswer?: (statement: Statement) => unknown;
  readonly keys?: (keys: Json[]) => void;
  readonly profile?: (statement: Statement) => void;
  /** Any answer, by the path that was asked for. */
  readonly answer?: (path: string, statement: Statement) => unknown;
}

/** Lies about some claims of a token. */
export function claims(change: Readonly<Record<string, unknown>>) {
  return (draft: Draft): void => void Object.assign(draft.claims, change);
}

/** Lies about some of a JSON answer; what is undefined is left out. */
export function says(change: Readonly<Record<string, unknown>>) {
  return (body: Json): void => void Object.assign(body, change);
}

/** Lies about some of an answer. */
export function answers(change: Partial<Statement>) {
  return (statement: Statement): void => void Object.assign(statement, change);
}

/** Lies about some of what is answered at one path. */
export function at(where: string, change: Partial<Statement>) {
  return (path: string, statement: Statement): void => {
    if (path === where) Object.assign(statement, change);
  };
}

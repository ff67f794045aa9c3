/** The tokens of a session, as the token endpoint gave them. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly refreshToken: string | null;
  /** Null where no person signed in. */
  readonly idToken: string | null;
}

/**
 * `login-required`: the issuer ended the session; `signed-out`: the person did. `isRenewing` says that the refresh token
 * was sent, and no answer kept yet.
 */
export type Session =
  | { readonly state: 'signed-in'; readonly tokens: Tokens; readonly isRenewing?: true }
  | { readonly state: 'login-required' }
  | { readonly state: 'signed-out' };

export type SessionState = Session['state'];

/** A request may be a while on its way: a token this close to its end, in milliseconds, counts as expired. */
const MARGIN = 30_000;

export function isFresh(tokens: Tokens, now: number): boolean {
  return tokens.expiresAt - MARGIN > now;
}

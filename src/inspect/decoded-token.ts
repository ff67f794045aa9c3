import { decodeJwt, decodeProtectedHeader } from 'jose';

/** A JSON object that somebody else wrote. */
export type Json = Readonly<Record<string, unknown>>;

/** What can be read of a token: a JWT's header and claims (RFC 7519), or nothing of an opaque one. */
export type DecodedToken =
  | { readonly is: 'jwt'; readonly header: Json; readonly claims: Json }
  | { readonly is: 'opaque' };

/** Reads a token without judging it. What is no JWT is opaque: only its issuer knows what it says. */
export function decodeToken(token: string): DecodedToken {
  try {
    return { is: 'jwt', header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    return { is: 'opaque' };
  }
}

/** A time that a claim states, in milliseconds since the epoch; null where it states none (RFC 7519 section 2). */
export function timeIn(claims: Json, name: 'exp' | 'iat' | 'nbf'): number | null {
  const seconds = claims[name];
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : null;
}

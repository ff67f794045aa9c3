import { base64url, decodeJwt, decodeProtectedHeader } from 'jose';
import type * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';

/** Where neither `expires_in` nor `exp` says when a token ends, in seconds: soon. */
const UNSTATED_LIFETIME = 300;

/**
 * Makes sure that an access token is bound to our key: `token_type` is DPoP (RFC 9449 section 5), and a JWT's
 * `cnf.jkt` is our thumbprint (section 6.1). A token for anyone's key would be a bearer token.
 *
 * @param legacy whether `token_type` may be Bearer where the token itself is bound to our key
 * @throws LatchkeyError `token-not-bound`, `token-type`; `issuer-legacy` where only the type is wrong
 */
export function assertBound(response: oauth.TokenEndpointResponse, jkt: string, legacy: boolean): void {
  const claims = claimsOf(response.access_token);
  const isBound = claims !== undefined && jktOf(claims) === jkt;
  if (response.token_type !== 'dpop') {
    if (!isBound) throw new LatchkeyError('token-type', response.token_type);
    if (!legacy) throw new LatchkeyError('issuer-legacy', 'token-type-bearer');
  }
  if (claims !== undefined && !isBound) throw new LatchkeyError('token-not-bound', 'cnf.jkt');
}

function jktOf(claims: Record<string, unknown>): unknown {
  const { cnf } = claims;
  return typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined;
}

/** When an access token ends, in milliseconds since the epoch by our clock. */
export function expiryOf(response: oauth.TokenEndpointResponse, now: number, skew: number): number {
  if (response.expires_in !== undefined) return now + response.expires_in * 1000;
  const exp: unknown = claimsOf(response.access_token)?.exp;
  return typeof exp === 'number' ? (exp - skew) * 1000 : now + UNSTATED_LIFETIME * 1000;
}

/**
 * The WebID that an ID token states for a client: its `webid` claim, else a `sub` that is a URL (Solid-OIDC
 * section 8). Its `aud` may be our client id alone or with `solid`; an `azp` is us.
 *
 * @throws LatchkeyError `webid-missing`, `id-token-audience`, `id-token-party`
 */
export function webIdOf(claims: oauth.IDToken, clientId: string): WebId {
  const others = [claims.aud].flat().filter((audience) => audience !== clientId && audience !== 'solid');
  if (others.length > 0) throw new LatchkeyError('id-token-audience', others.join(' '));
  if (claims.azp !== undefined && claims.azp !== clientId) throw new LatchkeyError('id-token-party');
  return webIdIn(claims) ?? missing(claims.iss);
}

/** The WebID that claims state, or null. A space would parse, too, and blur where a WebID ends. */
export function webIdIn(claims: Readonly<Record<string, unknown>>): WebId | null {
  const stated = claims['webid'] ?? claims['sub'];
  const isUrl = typeof stated === 'string' && /^https?:\/\/\S+$/.test(stated) && URL.canParse(stated);
  return isUrl ? (stated as WebId) : null;
}

function missing(issuer: string): never {
  throw new LatchkeyError('webid-missing', issuer);
}

/** The digests of ID token algorithms (OpenID Connect Core 1.0 section 3.1.3.6); EdDSA's is SHA-512. */
const DIGESTS: Readonly<Record<string, string>> = { '256': 'SHA-256', '384': 'SHA-384', '512': 'SHA-512' };

/**
 * Makes sure that an ID token was issued along with an access token: its `at_hash`, where it has one, is the left
 * half of the access token's digest (OpenID Connect Core 1.0 section 3.1.3.8).
 *
 * @throws LatchkeyError `id-token-hash`
 */
export async function assertTogether(idToken: string, accessToken: string): Promise<void> {
  const stated: unknown = decodeJwt(idToken)['at_hash'];
  if (stated === undefined) return;
  const digest = DIGESTS[(decodeProtectedHeader(idToken).alg ?? '').slice(-3)] ?? 'SHA-512';
  const hash = new Uint8Array(await crypto.subtle.digest(digest, new TextEncoder().encode(accessToken)));
  if (stated !== base64url.encode(hash.subarray(0, hash.length / 2)))
    throw new LatchkeyError('id-token-hash');
}

/** The claims of a JWT; undefined for an opaque token, of whose binding only `token_type` speaks. */
export function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

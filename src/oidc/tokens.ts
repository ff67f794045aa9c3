import { decodeJwt } from 'jose';
import type * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { Client } from './registration.ts';

/** Where neither `expires_in` nor `exp` says when a token ends, in seconds: soon. */
const UNSTATED_LIFETIME = 300;

/**
 * Makes sure that an access token is bound to our key: `token_type` is DPoP (RFC 9449 section 5), and a JWT's
 * `cnf.jkt` is our thumbprint (section 6.1). A token for anyone's key would be a bearer token.
 *
 * @throws LatchkeyError `token-not-bound`
 */
export function assertBound(response: oauth.TokenEndpointResponse, jkt: string): void {
  if (response.token_type !== 'dpop') throw new LatchkeyError('token-not-bound', response.token_type);
  const claims = claimsOf(response.access_token);
  if (claims === undefined) return;
  const confirmation = claims['cnf'];
  const bound = typeof confirmation === 'object' && confirmation !== null && 'jkt' in confirmation;
  if (!bound || confirmation.jkt !== jkt) throw new LatchkeyError('token-not-bound', 'cnf.jkt');
}

/** When an access token ends, in milliseconds since the epoch. */
export function expiryOf(response: oauth.TokenEndpointResponse, now: number): number {
  if (response.expires_in !== undefined) return now + response.expires_in * 1000;
  const exp: unknown = claimsOf(response.access_token)?.exp;
  return typeof exp === 'number' ? exp * 1000 : now + UNSTATED_LIFETIME * 1000;
}

/**
 * The WebID that an ID token states: its `webid` claim, else a `sub` that is a URL (Solid-OIDC section 8).
 * Its `aud` may be our client id alone or with `solid`.
 *
 * @throws LatchkeyError `webid-missing`, `token-invalid`
 */
export function webIdOf(claims: oauth.IDToken, client: Client): WebId {
  const others = [claims.aud]
    .flat()
    .filter((audience) => audience !== client.client_id && audience !== 'solid');
  if (others.length > 0) throw new LatchkeyError('token-invalid', 'aud');
  const stated = claims['webid'] ?? claims.sub;
  // A space would parse, too, and blur where a WebID ends.
  if (typeof stated !== 'string' || !/^https?:\/\/\S+$/.test(stated) || !URL.canParse(stated)) {
    throw new LatchkeyError('webid-missing', claims.iss);
  }
  return stated as WebId;
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    // An opaque access token is allowed: then only `token_type` speaks of its binding.
    return undefined;
  }
}

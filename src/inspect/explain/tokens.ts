import { base64url, calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose';
import type { Sent } from '../../domain/explanation.ts';
import { Members } from '../../oidc/members.ts';

/** What an access token says of itself, in seconds since the epoch; all null for one that is opaque. */
export interface TokenClaims {
  readonly issuer: string | null;
  readonly issuedAt: number | null;
  readonly notBefore: number | null;
  readonly expires: number | null;
  readonly jkt: string | null;
}

/** Reads an access token. It is not checked: that is the business of whoever it is for. */
export function claimsOf(accessToken: string): TokenClaims {
  const claims = new Members(decoded(() => decodeJwt(accessToken)));
  const seconds = (name: string) => {
    const value = claims.value(name);
    return typeof value === 'number' ? value : null;
  };
  return {
    issuer: claims.text('iss'),
    issuedAt: seconds('iat'),
    notBefore: seconds('nbf'),
    expires: seconds('exp'),
    jkt: new Members(claims.value('cnf')).text('jkt'),
  };
}

/** What a proof that was sent is wrong in, by the name of the claim; null where all of it fits (RFC 9449 section 4.3). */
export type Misfit = 'proof' | 'htm' | 'htu' | 'ath' | 'jkt' | null;

/** A request that a proof was made for. */
export interface Proven {
  readonly method: string;
  readonly url: URL;
  readonly accessToken: string;
}

/** Compares a proof with the request that it was sent with. */
export async function misfitOf({ proof }: Sent, { method, url, accessToken }: Proven): Promise<Misfit> {
  const claims = new Members(decoded(() => decodeJwt(proof)));
  const jwk = decoded(() => decodeProtectedHeader(proof))?.jwk;
  const jkt = jwk === undefined ? null : await calculateJwkThumbprint(jwk as JWK).catch(() => null);
  if (jkt === null || claims.text('jti') === null) return 'proof';
  if (claims.text('htm') !== method) return 'htm';
  if (placeOf(URL.parse(claims.text('htu') ?? '')) !== placeOf(url)) return 'htu';
  const ath = claims.text('ath');
  if (ath !== null && ath !== (await hashOf(accessToken))) return 'ath';
  const bound = claimsOf(accessToken).jkt;
  return bound === null || bound === jkt ? null : 'jkt';
}

/** What `htu` is compared by: without query and fragment. */
function placeOf(url: URL | null): string | null {
  return url === null ? null : url.origin + url.pathname;
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(hash));
}

function decoded<Part>(read: () => Part): Part | null {
  try {
    return read();
  } catch {
    return null;
  }
}

import { base64url, SignJWT } from 'jose';
import type { DpopKey } from './keys.ts';

/** What a DPoP proof is bound to. */
export interface ProofTarget {
  /** The HTTP method, exactly as it is sent. */
  readonly method: string;
  readonly url: URL;
  readonly accessToken: string;
  /** The nonce that the resource server asked for, if it did. */
  readonly nonce: string | null;
}

/**
 * The `htu` of a URL: without query and fragment (RFC 9449 section 4.2). User information, which no request
 * carries, and a default port are gone too.
 */
export function htuOf(url: URL): string {
  return url.origin + url.pathname;
}

/**
 * Makes a proof for one request to a resource server (RFC 9449 section 4.2). Each has its own `jti` of 128
 * random bits: a proof serves one request.
 *
 * @param now seconds since the epoch, for `iat`
 */
export async function makeProof(key: DpopKey, target: ProofTarget, now: number): Promise<string> {
  return await new SignJWT({
    jti: base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    htm: target.method,
    htu: htuOf(target.url),
    ath: await athOf(target.accessToken),
    ...(target.nonce === null ? {} : { nonce: target.nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk })
    .setIssuedAt(now)
    .sign(key.pair.privateKey);
}

/** The `ath` claim: the access token's SHA-256, base64url-encoded. */
async function athOf(accessToken: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken))),
  );
}

import { base64url } from 'jose';
import { digestOf } from './digest.ts';
import type { DpopKey } from './keys.ts';

/** What a DPoP proof is bound to. */
export interface ProofTarget {
  /** The HTTP method, exactly as it is sent. */
  readonly method: string;
  readonly url: URL;
  readonly accessToken: string;
}

/** What a proof owes to the server that judges it. */
export interface ServerState {
  /** The nonce that the server gave last, if it did. */
  readonly nonce: string | null;
  /** Seconds since the epoch by its clock, for `iat`. */
  readonly now: number;
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
 */
export async function makeProof(
  key: DpopKey,
  target: ProofTarget,
  { nonce, now }: ServerState,
): Promise<string> {
  const claims = {
    jti: base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    htm: target.method,
    htu: htuOf(target.url),
    iat: now,
    ath: await digestOf(target.accessToken),
    ...(nonce !== null && { nonce }),
  };
  return await signed({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk }, claims, key.pair.privateKey);
}

/** The compact serialization of a JWS (RFC 7515 section 7.1), by ES256 (RFC 7518 section 3.4). */
async function signed(header: object, claims: object, key: CryptoKey): Promise<string> {
  const input = [header, claims].map((part) => base64url.encode(JSON.stringify(part))).join('.');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(input));
  return `${input}.${base64url.encode(new Uint8Array(signature))}`;
}

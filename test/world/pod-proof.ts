import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from './pod-refusal.ts';

/** How far, in seconds, the clock of whoever made a proof may be off. */
const TOLERANCE = 5;
const REQUIRED = ['jti', 'iat', 'htm', 'htu', 'ath'];

/** A request as its proof must describe it. */
export interface Proven {
  readonly method: string;
  /** Its URL as it was asked for, without query. */
  readonly url: string;
  readonly accessToken: string;
}

export interface Proof {
  readonly jti: string;
  readonly nonce: unknown;
  /** The thumbprint of the key that signed it. */
  readonly jkt: string;
}

/**
 * Checks a DPoP proof as RFC 9449 section 4.3 asks, but for nonce and replay.
 *
 * @param now the server's own clock, in seconds
 * @throws Refusal
 */
export async function checkProof(proof: string, proven: Proven, now: number): Promise<Proof> {
  // `EmbeddedJWK` takes public keys only.
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
    requiredClaims: REQUIRED,
  }).catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)));
  const { jwk } = protectedHeader;
  if (jwk === undefined) refuse('there is no key');
  checkClaims(payload, proven, now);
  return { jti: String(payload.jti), nonce: payload['nonce'], jkt: await calculateJwkThumbprint(jwk) };
}

function checkClaims({ htm, htu, ath, iat, jti }: JWTPayload, proven: Proven, now: number): void {
  if (htm !== proven.method) refuse(`htm is ${String(htm)}`);
  if (htu !== proven.url) refuse(`htu is ${String(htu)}`);
  if (ath !== createHash('sha256').update(proven.accessToken).digest('base64url')) refuse('ath is wrong');
  if (typeof jti !== 'string' || jti.length < 16) refuse('jti is too short');
  if (typeof iat !== 'number' || Math.abs(now - iat) > TOLERANCE) refuse('iat is not now');
}

function refuse(reason: string): never {
  throw new Refusal(401, 'invalid_dpop_proof', reason);
}

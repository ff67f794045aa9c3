import type { DpopKey } from '../dpop/keys.ts';
import { nonceFor } from '../dpop/nonces.ts';
import { makeProof, type ProofTarget } from '../dpop/proof.ts';
import { skewOf } from '../platform/clock.ts';

/** The two headers of a signed request (RFC 9449 section 7.1). */
export interface SignedHeaders {
  readonly authorization: string;
  readonly dpop: string;
}

/**
 * Signs one request to a resource server: by its clock, and with the nonce that it gave last.
 */
export async function signRequest(key: DpopKey, target: ProofTarget): Promise<SignedHeaders> {
  const [skew, nonce] = await Promise.all([skewOf(target.url), nonceFor('resource', target.url)]);
  const dpop = await makeProof(key, target, { nonce, now: Math.floor(Date.now() / 1000) + skew });
  return { authorization: `DPoP ${target.accessToken}`, dpop };
}

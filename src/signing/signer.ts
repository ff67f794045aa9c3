import type { SignedHeaders } from '../domain/exchange.ts';
import type { DpopKey } from '../dpop/keys.ts';
import { nonceFor } from '../dpop/nonces.ts';
import { makeProof, type ProofTarget } from '../dpop/proof.ts';
import { skewOf } from '../platform/clock.ts';

/**
 * Signs one request to a resource server: by its clock, and with the nonce that it gave last.
 *
 * @param given a nonce to use in its place
 */
export async function signRequest(
  key: DpopKey,
  target: ProofTarget,
  given: string | null = null,
): Promise<SignedHeaders> {
  const [skew, kept] = await Promise.all([skewOf(target.url), nonceFor('resource', target.url)]);
  const now = Math.floor(Date.now() / 1000) + skew;
  const dpop = await makeProof(key, target, { nonce: given ?? kept, now });
  return { authorization: `DPoP ${target.accessToken}`, dpop };
}

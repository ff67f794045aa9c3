import type { DpopKey } from '../dpop/keys.ts';
import { makeProof, type ProofTarget } from '../dpop/proof.ts';

/** The two headers of a signed request (RFC 9449 section 7.1). */
export interface SignedHeaders {
  readonly authorization: string;
  readonly dpop: string;
}

/** Signs one request to a resource server. */
export async function signRequest(key: DpopKey, target: ProofTarget): Promise<SignedHeaders> {
  const dpop = await makeProof(key, target, Math.floor(Date.now() / 1000));
  return { authorization: `DPoP ${target.accessToken}`, dpop };
}

import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';

export interface VerifiedProof {
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
  /** The thumbprint of the key that signed it. */
  readonly jkt: string;
}

/**
 * Verifies a DPoP proof as RFC 9449 section 4.3 asks of a server, but for the nonce and the replay.
 *
 * @throws where it is not a proof for this request
 */
export async function verifyProof(proof: string, method: string, url: string): Promise<VerifiedProof> {
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['jti', 'iat', 'htm', 'htu'],
    maxTokenAge: 60,
  });
  const { htm, htu } = payload;
  if (htm !== method || htu !== url) throw new Error(`The proof is for ${String(htm)} ${String(htu)}.`);
  const { jwk } = protectedHeader;
  if (jwk === undefined || 'd' in jwk) throw new Error('The proof does not carry a public key.');
  return { header: protectedHeader, claims: payload, jkt: await calculateJwkThumbprint(jwk) };
}

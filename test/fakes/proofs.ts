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

/** The strictest server that is known takes no proof that is older, or newer, by its clock, in seconds. */
const TOLERANCE = 5;

/**
 * Verifies a DPoP proof as RFC 9449 section 4.3 asks of a server, but for the nonce and the replay.
 *
 * @param now the time by the server's clock
 * @throws where it is not a proof for this request
 */
export async function verifyProof(
  proof: string,
  method: string,
  url: string,
  now = new Date(),
): Promise<VerifiedProof> {
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['jti', 'iat', 'htm', 'htu'],
    maxTokenAge: 0,
    clockTolerance: TOLERANCE,
    currentDate: now,
  });
  const { htm, htu } = payload;
  if (htm !== method || htu !== url) throw new Error(`The proof is for ${String(htm)} ${String(htu)}.`);
  const { jwk } = protectedHeader;
  if (jwk === undefined || 'd' in jwk) throw new Error('The proof does not carry a public key.');
  return { header: protectedHeader, claims: payload, jkt: await calculateJwkThumbprint(jwk) };
}

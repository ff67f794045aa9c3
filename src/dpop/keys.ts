import type { JWK } from 'jose';
import { digestOf } from './digest.ts';

/** An identity's DPoP key: the private half never leaves WebCrypto. */
export interface DpopKey {
  readonly pair: CryptoKeyPair;
  readonly publicJwk: JWK;
  /** The public key's thumbprint, RFC 7638, as in `cnf.jkt` and `dpop_jkt`. */
  readonly jkt: string;
}

/** Makes a non-extractable P-256 key for ES256. */
export async function generateDpopKey(): Promise<DpopKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicJwk = { kty, crv, x, y } as JWK;
  // RFC 7638 section 3: these members alone, in the order of their names.
  return { pair, publicJwk, jkt: await digestOf(JSON.stringify({ crv, kty, x, y })) };
}

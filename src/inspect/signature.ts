import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { LatchkeyError } from '../domain/errors.ts';
import type { Issuer } from '../domain/identity.ts';
import { isJsonObject, Members } from '../oidc/members.ts';
import { readJsonObject } from './json-document.ts';
import { metadataUrlOf, Stated } from './stated.ts';

/** What an issuer's keys say of a token. */
export type SignatureVerdict = 'signed' | 'forged' | 'no-key' | 'algorithm-unsupported';

const MAX_KEYS = 32;

/** Asymmetric ones alone: whoever can check another kind can also sign. */
const ALGORITHMS = [
  ...['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
  ...['EdDSA', 'Ed25519'],
];

/**
 * Checks the signature of a JWT by the keys that its issuer publishes right now (RFC 7515 section 5.2, RFC 7517
 * section 5).
 *
 * @throws LatchkeyError `issuer-invalid`, and those of `ownFetch`
 */
export async function verifySignature(token: string, issuer: Issuer): Promise<SignatureVerdict> {
  const keys = createLocalJWKSet(await readKeys(issuer));
  try {
    await compactVerify(token, keys, { algorithms: ALGORITHMS });
    return 'signed';
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return await verifyByAny(token, error);
    return verdictOf(error);
  }
}

/** Where neither `kid` nor `alg` tells keys apart, each may be the one. */
async function verifyByAny(
  token: string,
  keys: AsyncIterable<Parameters<typeof compactVerify>[1]>,
): Promise<SignatureVerdict> {
  for await (const key of keys) {
    const verified = await compactVerify(token, key).catch(() => null);
    if (verified !== null) return 'signed';
  }
  return 'forged';
}

function verdictOf(error: unknown): SignatureVerdict {
  if (error instanceof errors.JWKSNoMatchingKey) return 'no-key';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm-unsupported';
  return 'forged';
}

async function readKeys(issuer: Issuer): Promise<JSONWebKeySet> {
  const metadataUrl = metadataUrlOf(new URL(issuer));
  const metadata = new Stated(await readJsonObject(metadataUrl, metadataUrl), metadataUrl);
  const endpoint = metadata.endpoint('jwks_uri');
  if (endpoint.is !== 'usable') throw new LatchkeyError('issuer-invalid', metadataUrl.host);
  const keys = new Members(await readJsonObject(endpoint.url, metadataUrl)).value('keys');
  if (!Array.isArray(keys) || keys.length > MAX_KEYS || !keys.every(isJsonObject))
    throw new LatchkeyError('issuer-invalid', endpoint.url.host);
  return { keys };
}

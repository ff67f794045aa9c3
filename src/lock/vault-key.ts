import type { Bytes, Wrap } from '../domain/lock.ts';

const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;

/** Makes the key that secrets are sealed with. */
export function makeVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['encrypt', 'decrypt']);
}

/** The vault key as the worker is told of it: the `k` of a JWK (RFC 7518 section 6.4.1). */
export async function textOf(key: CryptoKey): Promise<string> {
  return (await crypto.subtle.exportKey('jwk', key)).k ?? '';
}

/** Encrypts the vault key with another one. */
export async function wrapWith(key: CryptoKey, by: CryptoKey): Promise<Pick<Wrap, 'iv' | 'wrapped'>> {
  const iv = randomBytes(12);
  const wrapped = await crypto.subtle.wrapKey('raw', key, by, { name: 'AES-GCM', iv });
  return { iv, wrapped: new Uint8Array(wrapped) };
}

/** @throws DOMException where it was encrypted with another key */
export function unwrapWith({ iv, wrapped }: Wrap, by: CryptoKey): Promise<CryptoKey> {
  return crypto.subtle.unwrapKey('raw', wrapped, by, { name: 'AES-GCM', iv }, ALGORITHM, true, [
    'encrypt',
    'decrypt',
  ]);
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

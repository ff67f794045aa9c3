import { LatchkeyError } from '../domain/errors.ts';
import type { PassphraseWrap } from '../domain/lock.ts';
import { randomBytes, unwrapWith, wrapWith } from './vault-key.ts';

/** Characters: a copy of the profile can be tried at for as long as somebody likes. */
export const MIN_LENGTH = 12;
/** What OWASP's Password Storage Cheat Sheet asks of PBKDF2 with HMAC-SHA-256. */
const ITERATIONS = 600_000;

/**
 * A passphrase that was typed twice.
 *
 * @throws LatchkeyError `passphrase-short`, `passphrase-differs`
 */
export function parsePassphrase(passphrase: string, again: string): string {
  if (Array.from(passphrase).length < MIN_LENGTH)
    throw new LatchkeyError('passphrase-short', String(MIN_LENGTH));
  if (passphrase !== again) throw new LatchkeyError('passphrase-differs');
  return passphrase;
}

/** Wraps the vault key by a passphrase. */
export async function wrapByPassphrase(
  key: CryptoKey,
  passphrase: string,
  iterations = ITERATIONS,
): Promise<PassphraseWrap> {
  const derivation = { salt: randomBytes(16), iterations };
  return { by: 'passphrase', ...derivation, ...(await wrapWith(key, await derive(passphrase, derivation))) };
}

/**
 * @throws LatchkeyError `passphrase-wrong`
 */
export async function unwrapByPassphrase(wrap: PassphraseWrap, passphrase: string): Promise<CryptoKey> {
  try {
    return await unwrapWith(wrap, await derive(passphrase, wrap));
  } catch (error) {
    throw new LatchkeyError('passphrase-wrong', '', error);
  }
}

/** RFC 8018 section 5.2. What keyboards write in two ways counts as one (Unicode normalization form KC). */
async function derive(
  passphrase: string,
  { salt, iterations }: Pick<PassphraseWrap, 'salt' | 'iterations'>,
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}

import { LatchkeyError } from '../domain/errors.ts';
import type { Bytes, PasskeyWrap } from '../domain/lock.ts';
import { randomBytes, unwrapWith, wrapWith } from './vault-key.ts';

/** COSE algorithms (RFC 9053): ES256, and RS256 for Windows. */
const ALGORITHMS = [-7, -257];
const RELYING_PARTY = { name: 'Latchkey' };

/**
 * Has the person make a passkey, and wraps the vault key by what it makes of a salt. A browser asks only within a
 * click.
 *
 * @throws LatchkeyError `passkey-failed`, `passkey-unsupported`
 */
export async function wrapByPasskey(key: CryptoKey): Promise<PasskeyWrap> {
  const salt = randomBytes(32);
  const made = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: randomBytes(32),
        rp: RELYING_PARTY,
        user: { id: randomBytes(16), name: 'Latchkey', displayName: 'Latchkey' },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const { prf } = made.getClientExtensionResults();
  if (prf?.enabled !== true) throw new LatchkeyError('passkey-unsupported');
  const credential = new Uint8Array(made.rawId);
  // Not every authenticator evaluates it while it makes the passkey.
  const secret = prf.results?.first ?? (await evaluate({ credential, salt }));
  return { by: 'passkey', salt, credential, ...(await wrapWith(key, await derive(secret))) };
}

/**
 * @throws LatchkeyError `passkey-failed`, `passkey-unsupported`
 */
export async function unwrapByPasskey(wrap: PasskeyWrap): Promise<CryptoKey> {
  const by = await derive(await evaluate(wrap));
  return await unwrapWith(wrap, by).catch((error: unknown) => {
    throw new LatchkeyError('passkey-failed', '', error);
  });
}

/** What a passkey makes of a salt: always the same, and only with the person (WebAuthn Level 3 section 10.1.4). */
async function evaluate({
  credential,
  salt,
}: Pick<PasskeyWrap, 'credential' | 'salt'>): Promise<BufferSource> {
  const asserted = await ask(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: [{ type: 'public-key', id: credential }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const secret = asserted.getClientExtensionResults().prf?.results?.first;
  if (secret === undefined) throw new LatchkeyError('passkey-unsupported');
  return secret;
}

async function ask(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    return (await work()) as PublicKeyCredential;
  } catch (error) {
    throw new LatchkeyError('passkey-failed', '', error);
  }
}

async function derive(secret: BufferSource): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info: Bytes = new TextEncoder().encode('Latchkey vault key');
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}

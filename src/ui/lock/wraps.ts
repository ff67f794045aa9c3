import { LatchkeyError } from '../../domain/errors.ts';
import type { LockView, PasskeyWrap, PassphraseWrap } from '../../domain/lock.ts';
import { unwrapByPassphrase } from '../../lock/passphrase.ts';

/** The passkey that opens the lock, if there is one. */
export function passkeyIn({ wraps }: LockView): PasskeyWrap | undefined {
  return wraps.find((wrap): wrap is PasskeyWrap => wrap.by === 'passkey');
}

/**
 * The vault key, by the passphrase.
 *
 * @throws LatchkeyError `passphrase-wrong`
 */
export async function keyFor({ wraps }: LockView, passphrase: string): Promise<CryptoKey> {
  const wrap = wraps.find((one): one is PassphraseWrap => one.by === 'passphrase');
  if (wrap === undefined) throw new LatchkeyError('passphrase-wrong');
  return await unwrapByPassphrase(wrap, passphrase);
}

import type { Wrap } from '../../src/domain/lock.ts';
import { wrapByPassphrase } from '../../src/lock/passphrase.ts';
import { makeVaultKey, textOf } from '../../src/lock/vault-key.ts';

const PASSPHRASE = 'curiouser and curiouser';

/** Fewer than a person's, as nobody tries at these. */
const ITERATIONS = 1000;

/** A new vault key, as a page sends it to the worker, with what opens it. */
export async function newKey(
  passphrase = PASSPHRASE,
): Promise<{ readonly key: string; readonly wraps: readonly Wrap[] }> {
  const key = await makeVaultKey();
  return { key: await textOf(key), wraps: [await wrapByPassphrase(key, passphrase, ITERATIONS)] };
}

import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import { type IdleLock, isSoonEnough, type LockView, type Wrap } from '../domain/lock.ts';
import { inStore } from './database.ts';
import { managed } from './managed.ts';
import { open, type Sealed, seal } from './sealing.ts';
import { stored } from './stored.ts';

/** The lock that a person set up. Where there is one, secrets lie sealed. */
export interface Vault {
  readonly id: 'vault';
  readonly wraps: readonly Wrap[];
  readonly idle: IdleLock;
  /** Opens with the vault key alone. */
  readonly check: Sealed;
}

/** The vault key while it is unlocked, as the `k` of a JWK: it ends with the browser. */
const held = stored('session', 'vault-key', v.nullable(v.string()), null);

/** Undefined where the person has set up no lock. */
export async function readVault(): Promise<Vault | undefined> {
  return await inStore('vault', 'readonly', (store) => store.get('vault') as IDBRequest<Vault | undefined>);
}

/** A vault that opens with a key. */
export async function makeVault(key: string, wraps: readonly Wrap[]): Promise<Vault> {
  return { id: 'vault', wraps, idle: 15, check: await seal('', await toKey(key), 'vault') };
}

/** How the lock stands. */
export async function readLock(): Promise<LockView> {
  const [vault, key, policy] = await Promise.all([readVault(), held.read(), managed()]);
  const { lockRequired: isRequired, lockIdleMinutes: most } = policy;
  const asSet = { isRequired, mostIdle: most ?? null };
  if (vault === undefined)
    return { state: isRequired ? 'missing' : 'off', wraps: [], idle: 'never', ...asSet };
  const { wraps, idle } = vault;
  const isKept = most === undefined || isSoonEnough(idle, most);
  return { state: key === null ? 'locked' : 'unlocked', wraps, idle: isKept ? idle : most, ...asSet };
}

/**
 * @throws LatchkeyError `secret-damaged` where it is not the vault's key
 */
export async function assertKeyOf({ check }: Vault, key: string): Promise<void> {
  await open(check, await toKey(key), 'vault');
}

/** Keeps the vault key at hand; null takes it away, and no secret opens any more. */
export async function holdKey(key: string | null): Promise<void> {
  await held.update(() => key);
}

/**
 * What opens secrets.
 *
 * @throws LatchkeyError `locked`
 */
export async function openingKey(): Promise<CryptoKey> {
  const key = await held.read();
  if (key === null) throw new LatchkeyError('locked');
  return await toKey(key);
}

/**
 * What secrets are sealed with; null where the person has set up no lock.
 *
 * @param before the key that was there when some work began: what comes of it is not lost where the person locks meanwhile
 * @throws LatchkeyError `locked`; `lock-required` where there is none, and the organisation wants one
 */
export async function sealingKey(before: CryptoKey | null = null): Promise<CryptoKey | null> {
  if ((await readVault()) === undefined) {
    if ((await managed()).lockRequired) throw new LatchkeyError('lock-required');
    return null;
  }
  return await openingKey().catch((error: unknown) => {
    if (before === null) throw error;
    return before;
  });
}

/** The key of a text that a page of ours has sent. */
export function toKey(k: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty: 'oct', k }, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

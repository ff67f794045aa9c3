import { LatchkeyError } from '../domain/errors.ts';
import type { IdleLock, Wrap } from '../domain/lock.ts';
import { managed } from '../platform/managed.ts';
import { changeVault, opened, sealed } from '../platform/table.ts';
import { assertKeyOf, holdKey, makeVault, readVault, toKey, type Vault } from '../platform/vault.ts';
import type { IssuerRecord } from './issuers.ts';
import type { IdentityRecord } from './records.ts';

/**
 * Sets up the lock, or changes what opens it: the vault key itself stays what it is.
 *
 * @param key the vault key, as the page has made or unwrapped it
 * @throws LatchkeyError `secret-damaged` where it is another key than that of the lock that is set up
 */
export async function setLock(key: string, wraps: readonly Wrap[]): Promise<void> {
  const vault = await readVault();
  if (vault === undefined) await turnOn(key, wraps);
  else {
    await assertKeyOf(vault, key);
    await keep({ ...vault, wraps });
  }
}

/** Without a vault a key opens nothing, so one that an ended worker has left behind does no harm. */
async function turnOn(key: string, wraps: readonly Wrap[]): Promise<void> {
  await holdKey(key);
  const sealing = await toKey(key);
  await changeVault(await makeVault(key, wraps), (name, row) => sealed(name, row, sealing));
}

/**
 * Has the secrets lie there as they are again.
 *
 * @throws LatchkeyError `secret-damaged` where it is not the lock's key; `managed` where the organisation requires it
 */
export async function turnLockOff(key: string): Promise<void> {
  if ((await managed()).lockRequired) throw new LatchkeyError('managed');
  await unlock(key);
  await changeVault(null, opened);
  await holdKey(null);
}

/**
 * @throws LatchkeyError `secret-damaged` where it is not the lock's key
 */
export async function unlock(key: string): Promise<void> {
  const vault = await readVault();
  if (vault === undefined) return;
  await assertKeyOf(vault, key);
  await holdKey(key);
}

/** Chooses when it locks by itself. */
export async function setIdleLock(idle: IdleLock): Promise<void> {
  const vault = await readVault();
  if (vault !== undefined) await keep({ ...vault, idle });
}

async function keep(vault: Vault): Promise<void> {
  await changeVault(vault, (_, row) => Promise.resolve(row));
}

/** Forgets every secret and the lock with them; identities, and what sites were granted, stay. */
export async function startOver(): Promise<void> {
  await changeVault(null, (name, row) =>
    Promise.resolve(
      name === 'identities' ? withoutSession(row as IdentityRecord) : withoutSecret(row as IssuerRecord),
    ),
  );
  await holdKey(null);
}

function withoutSession(row: IdentityRecord): IdentityRecord {
  const { client, session } = row;
  return {
    ...row,
    client: { ...client, secret: null, management: null },
    session: session.state === 'signed-in' ? { state: 'login-required' } : session,
  };
}

function withoutSecret(row: IssuerRecord): IssuerRecord {
  return { ...row, secret: null, registration: null };
}

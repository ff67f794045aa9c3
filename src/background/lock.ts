import type { IdleLock } from '../domain/lock.ts';
import * as locking from '../identities/lock.ts';
import { renewIdle } from '../identities/session.ts';
import { pendingCredentials } from '../identities/sign-in-state.ts';
import { chromium } from '../platform/browser.ts';
import { holdKey, readLock, readVault } from '../platform/vault.ts';
import { voiding } from './signing.ts';
import { withdrawIdentified } from './sites.ts';

/** Takes the vault key away: from now on nobody signs, and what was prepared is void. */
export async function lock(): Promise<void> {
  if ((await readVault()) === undefined) return;
  await voiding(() => holdKey(null));
  await Promise.all([withdrawIdentified(), pendingCredentials.update(() => null)]);
}

/**
 * Goes on as before it was locked.
 *
 * @throws LatchkeyError `secret-damaged` where it is not the lock's key
 */
export async function unlock(key: string): Promise<void> {
  await locking.unlock(key);
  void renewIdle();
}

/** Forgets every session and secret, and the lock with them. */
export async function startOver(): Promise<void> {
  await voiding(locking.startOver);
  await withdrawIdentified();
}

/** Chooses when it locks by itself. */
export async function chooseIdleLock(idle: IdleLock): Promise<void> {
  await locking.setIdleLock(idle);
  await applyIdleLock();
}

/** Locks once nobody has been there for a while. To be called in the worker's first turn. */
export function lockWhenIdle(): void {
  chromium.idle.onStateChanged.addListener((state) => void lockIn(state));
  void applyIdleLock();
}

async function lockIn(state: `${chrome.idle.IdleState}`): Promise<void> {
  const { idle } = await readLock();
  // The system's own lock counts as nobody being there.
  const isDue = idle === 'system' ? state === 'locked' : state !== 'active';
  if (idle !== 'never' && isDue) await lock();
}

/** The browser forgets it with the worker. */
export async function applyIdleLock(): Promise<void> {
  const { idle } = await readLock();
  if (typeof idle === 'number') chromium.idle.setDetectionInterval(idle * 60);
}

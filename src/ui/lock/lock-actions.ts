import type { IdleLock, LockView, Wrap } from '../../domain/lock.ts';

/** What a person can do while it is locked. The vault key is what a page has unwrapped. */
export interface UnlockActions {
  readonly unlock: (key: string) => Promise<unknown>;
  readonly startOver: () => Promise<unknown>;
}

/** What a person can do with the lock in the options. */
export interface LockActions extends UnlockActions {
  readonly lock: () => Promise<unknown>;
  readonly setLock: (key: string, wraps: readonly Wrap[]) => Promise<unknown>;
  readonly turnLockOff: (key: string) => Promise<unknown>;
  readonly setIdleLock: (idle: IdleLock) => Promise<unknown>;
}

/** What the part that unlocks is drawn from. */
export interface UnlockProps {
  readonly lock: LockView;
  readonly actions: UnlockActions;
}

/** What the lock's part of the options is drawn from. */
export interface LockSettingsProps {
  readonly lock: LockView;
  readonly actions: LockActions;
}

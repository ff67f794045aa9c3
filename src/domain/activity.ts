import type { RequestKind } from './element.ts';
import type { Lifetime, Mode, Site } from './grant.ts';
import type { IdentityId } from './identity.ts';
import type { StorageRoot } from './pod.ts';

/** Why a request was signed once more: for a nonce that the server wanted, a new token, or where it was led to. */
export type Retry = 'nonce' | 'token' | 'redirect';

/** What the milliseconds of a request went to: waiting for its turn, signing, and everything after it had left. */
export interface Took {
  readonly wait: number;
  readonly sign: number;
  readonly network: number;
}

/** What became of one signed request. It has no part of a body, no header and no token. */
export interface Activity {
  /** Counts the requests of this browser run. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** The address that was asked for first, without user name, password and fragment; a long one is cut. */
  readonly url: string;
  readonly kind: RequestKind;
  /** Null for a person's own navigation. */
  readonly site: Site | null;
  readonly identity: IdentityId;
  readonly mode: Mode | null;
  /** What allowed it; null for a person's own navigation. */
  readonly grant: { readonly storage: StorageRoot; readonly until: Lifetime['until'] } | null;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly took: Took;
  readonly retries: readonly Retry[];
}

/** So many requests are kept; the oldest goes. */
export const MOST_ACTIVITY = 500;
/** So many are kept under one key of the storage: one more request does not have all of them written. */
export const CHUNK = 25;

export const CHUNK_KEYS: readonly string[] = Array.from(
  { length: MOST_ACTIVITY / CHUNK },
  (_, index) => `activity-${index}`,
);
/** Where it is kept that nothing is recorded for now. */
export const PAUSED_KEY = 'activity-paused';

/** What was recorded, the newest first. */
export interface ActivityLog {
  readonly entries: readonly Activity[];
  /** Whether nothing is recorded for now. */
  readonly isPaused: boolean;
}

/** What lies under one key. The storage ends with the version that wrote it, and only the worker writes there. */
export function chunkOf(kept: unknown): readonly Activity[] {
  return Array.isArray(kept) ? (kept as readonly Activity[]) : [];
}

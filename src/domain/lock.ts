/** Bytes that lie in memory of their own. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The vault key, encrypted by a key that only a person can bring about. */
interface Wrapped {
  readonly iv: Bytes;
  readonly wrapped: Bytes;
}

/** The vault key, wrapped by what follows from a passphrase (PBKDF2, RFC 8018 section 5.2). */
export interface PassphraseWrap extends Wrapped {
  readonly by: 'passphrase';
  readonly salt: Bytes;
  /** Kept beside it, so that new ones may be more. */
  readonly iterations: number;
}

/** The vault key, wrapped by what a passkey makes of a salt (WebAuthn Level 3, extension `prf`). */
export interface PasskeyWrap extends Wrapped {
  readonly by: 'passkey';
  readonly salt: Bytes;
  /** The passkey's credential ID. */
  readonly credential: Bytes;
}

/** One way to the vault key: nothing in it is a secret. */
export type Wrap = PassphraseWrap | PasskeyWrap;

/** After how many minutes without the person it locks, or when the system does, or never by itself. */
export const IDLE_LOCKS = [5, 15, 60, 'system', 'never'] as const;

export type IdleLock = (typeof IDLE_LOCKS)[number];

/** How the lock stands, as popup and options show it. */
export interface LockView {
  /** `off`: the person has set none up; `missing`: nor that, though the organisation requires one. */
  readonly state: 'off' | 'missing' | 'locked' | 'unlocked';
  /** None while the lock is off. */
  readonly wraps: readonly Wrap[];
  readonly idle: IdleLock;
  /** Whether the organisation requires it, so that nobody may turn it off. */
  readonly isRequired: boolean;
  /** The longest that the organisation lets anybody choose; null for whatever they like. */
  readonly mostIdle: number | null;
}

/** Whether nobody can be anything but Anonymous. */
export function isShut({ state }: Pick<LockView, 'state'>): boolean {
  return state === 'locked' || state === 'missing';
}

/** Whether an organisation lets people choose when it locks by itself. */
export function isSoonEnough(idle: IdleLock, most: number | null): boolean {
  return most === null || (typeof idle === 'number' && idle <= most);
}

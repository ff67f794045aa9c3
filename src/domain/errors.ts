/** Every failure that a person can meet. Codes are stable; each has its sentence in `ui/text.ts`. */
export const ERROR_CODES = [
  'address-invalid',
  'address-insecure',
  'address-private',
  'address-not-solid',
  'unreachable',
  'timed-out',
  'too-large',
  'redirected',
  'profile-invalid',
  'profile-names-no-issuer',
  'profile-names-other-issuer',
  'issuer-invalid',
  'issuer-mismatch',
  'issuer-unsupported',
  'issuer-legacy',
  'issuer-untrusted',
  'registration-unavailable',
  'registration-refused',
  'client-document-invalid',
  'client-refused',
  'sign-in-busy',
  'sign-in-cancelled',
  'sign-in-page-failed',
  'sign-in-stuck',
  'sign-in-refused',
  'sign-in-interrupted',
  'authorization-invalid',
  'authorization-duplicate',
  'authorization-state',
  'authorization-issuer',
  'token-refused',
  'token-invalid',
  'token-not-bound',
  'token-type',
  'id-token-issuer',
  'id-token-audience',
  'id-token-party',
  'id-token-nonce',
  'id-token-time',
  'id-token-algorithm',
  'id-token-signature',
  'id-token-hash',
  'webid-missing',
  'webid-other',
  'login-required',
  'refresh-failed',
  'revocation-failed',
  'identity-unknown',
  'locked',
  'passphrase-short',
  'passphrase-differs',
  'passphrase-wrong',
  'passkey-failed',
  'passkey-unsupported',
  'secret-damaged',
  'pod-known',
  'site-unavailable',
  'approval-gone',
  'approval-busy',
  'approval-refused',
  'permission-missing',
  'managed',
  'issuer-not-allowed',
  'site-not-allowed',
  'lock-required',
  'policy-unknown',
  'policy-malformed',
  'policy-address',
  'message-refused',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A failure with a stable `code`. `subject` is what it is about (a host, a WebID, a server's own words): shown
 * to a person as plain text, never a secret.
 */
export class LatchkeyError extends Error {
  override readonly name = 'LatchkeyError';
  readonly code: ErrorCode;
  readonly subject: string;

  constructor(code: ErrorCode, subject = '', cause?: unknown) {
    super(subject === '' ? code : `${code}: ${subject}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.subject = subject;
  }
}

/** Whether something thrown is a failure with one of these codes. */
export function isFailure(error: unknown, ...codes: readonly ErrorCode[]): error is LatchkeyError {
  return error instanceof LatchkeyError && codes.includes(error.code);
}

/** A failure as it travels in messages and storage. */
export interface Failure {
  readonly code: ErrorCode;
  readonly subject: string;
}

/** The failure that an unknown thrown value stands for; what has no code of ours is `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof LatchkeyError) return { code: error.code, subject: error.subject };
  return { code: 'internal', subject: error instanceof Error ? error.name : '' };
}

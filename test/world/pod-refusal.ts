/** Why a pod does not do what it is asked for. */
export class Refusal extends Error {
  readonly status: number;
  /** The error code of the challenge (RFC 6750 section 3.1, RFC 9449 section 7.1); `null` for a bare challenge. */
  readonly code: string | null;

  constructor(status: number, code: string | null, reason: string) {
    super(reason);
    this.status = status;
    this.code = code;
  }
}

import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { type ErrorCode, isFailure, LatchkeyError } from '../domain/errors.ts';
import { cleanText } from '../domain/identity.ts';

const MAX_WORDS = 200;

/** What is wrong with an ID token (OpenID Connect Core 1.0 section 3.1.3.7), by the claim that tells. */
const CLAIMS: Readonly<Record<string, ErrorCode>> = {
  iss: 'id-token-issuer',
  aud: 'id-token-audience',
  azp: 'id-token-party',
  nonce: 'id-token-nonce',
  exp: 'id-token-time',
  nbf: 'id-token-time',
};

const ClaimCause = v.object({ claim: v.string() });
const TypeCause = v.object({ body: v.object({ token_type: v.string() }) });
const AlgorithmCause = v.object({ header: v.object({ alg: v.unknown() }), reason: v.string() });

/** The failure that something thrown on a step of the protocol stands for. */
export function toFailureOf(
  error: unknown,
  codes: { readonly refused: ErrorCode; readonly invalid: ErrorCode },
): LatchkeyError {
  if (error instanceof LatchkeyError) return error;
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
    const words = cleanText(error.error_description ?? error.error, MAX_WORDS);
    return new LatchkeyError(isClientRefused(error) ? 'client-refused' : codes.refused, words, error);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    const words = challenge?.parameters.error_description ?? challenge?.parameters.error ?? '';
    // A client that authenticated by `Authorization` is told so by a challenge (RFC 6749 section 5.2).
    const code = challenge?.scheme === 'basic' ? 'client-refused' : codes.refused;
    return new LatchkeyError(code, cleanText(words, MAX_WORDS), error);
  }
  const words = error instanceof Error ? cleanText(error.message, MAX_WORDS) : '';
  return new LatchkeyError(flawOf(error) ?? codes.invalid, words, error);
}

/** The error code that a server gave, or null where it gave none. */
export function serverError(error: unknown): string | null {
  const cause = error instanceof LatchkeyError ? error.cause : undefined;
  const hasCode =
    cause instanceof oauth.ResponseBodyError || cause instanceof oauth.AuthorizationResponseError;
  return hasCode ? cause.error : null;
}

/** What an issuer says that is not well itself (RFC 6749 section 4.1.2.1). */
const NOT_WELL = ['server_error', 'temporarily_unavailable'];

/**
 * Whether a failure says only that a server, or what is in between, is out of order, and nothing of the person: what was
 * asked for may work later.
 */
export function isOutage(error: unknown): boolean {
  if (isFailure(error, 'unreachable', 'timed-out', 'too-large', 'redirected', 'issuer-invalid')) return true;
  const cause = error instanceof Error ? error.cause : undefined;
  const { code = '' } = cause instanceof oauth.OperationProcessingError ? cause : {};
  return NO_ANSWER.includes(code) || NOT_WELL.includes(serverError(error) ?? '');
}

/** What the library says of a status or a type that no answer of the protocol has. */
const NO_ANSWER = [oauth.RESPONSE_IS_NOT_CONFORM, oauth.RESPONSE_IS_NOT_JSON];

function isClientRefused({ error }: { readonly error: string }): boolean {
  return error === 'invalid_client' || error === 'unauthorized_client';
}

/** The flaw that the library names by its error's cause; undefined for what has no code of its own. */
function flawOf(error: unknown): ErrorCode | undefined {
  if (error instanceof oauth.UnsupportedOperationError) {
    return v.is(TypeCause, error.cause) ? 'token-type' : undefined;
  }
  if (!(error instanceof oauth.OperationProcessingError)) return undefined;
  if (v.is(AlgorithmCause, error.cause)) return 'id-token-algorithm';
  return v.is(ClaimCause, error.cause) ? CLAIMS[error.cause.claim] : undefined;
}

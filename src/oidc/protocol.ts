import * as oauth from 'oauth4webapi';
import { reachOf } from '../domain/address.ts';
import { type ErrorCode, LatchkeyError } from '../domain/errors.ts';
import { cleanText } from '../domain/identity.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';

/** No metadata, key set, registration or token response comes near this size. */
const MAX_BYTES = 64 * KIBIBYTE;

/** What every request to an authorization server is made with: our limits, and no redirects. */
export function protocolOptions(issuer: URL) {
  return {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; loopback only
    [oauth.allowInsecureRequests]: reachOf(issuer) === 'loopback',
    [oauth.customFetch]: (url: string, { method, headers, body }: ProtocolRequest) =>
      ownFetch(new URL(url), {
        from: issuer,
        maxBytes: MAX_BYTES,
        init: { method, headers, body: body ?? null, redirect: 'error' },
      }),
  };
}

/** The part of the library's requests that is passed on. */
type ProtocolRequest = Pick<
  oauth.CustomFetchOptions<string, BodyInit | null | undefined>,
  'method' | 'headers' | 'body'
>;

/**
 * Runs one step of the protocol. A server's refusal becomes `refused` with the server's words; an answer that
 * breaks the protocol becomes `invalid`. One demand for a DPoP nonce is met (RFC 9449 section 8): `step` runs
 * again with the same handle, which has kept the nonce.
 */
export async function protocolStep<Result>(
  codes: { readonly refused: ErrorCode; readonly invalid: ErrorCode },
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step().catch((error: unknown) => {
      if (oauth.isDPoPNonceError(error)) return step();
      throw error;
    });
  } catch (error) {
    throw asLatchkeyError(error, codes);
  }
}

function asLatchkeyError(error: unknown, codes: { refused: ErrorCode; invalid: ErrorCode }): LatchkeyError {
  if (error instanceof LatchkeyError) return error;
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
    return new LatchkeyError(codes.refused, cleanText(error.error_description ?? error.error, 200), error);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    const words = challenge?.parameters.error_description ?? challenge?.parameters.error ?? '';
    return new LatchkeyError(codes.refused, cleanText(words, 200), error);
  }
  return new LatchkeyError(codes.invalid, error instanceof Error ? cleanText(error.message, 200) : '', error);
}

import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { reachOf } from '../domain/address.ts';
import { type ErrorCode, LatchkeyError } from '../domain/errors.ts';
import type { DpopKey } from '../dpop/keys.ts';
import { keepNonce, nonceFor } from '../dpop/nonces.ts';
import { dateOf, noteDate, skewOf } from '../platform/clock.ts';
import { KIBIBYTE, ownFetch } from '../platform/http.ts';
import { authenticationOf, type Client, toLibrary } from './client.ts';
import { toFailureOf } from './failures.ts';
import type { IssuerMetadata } from './metadata.ts';

/** No metadata, key set, registration or token response comes near this size. */
const MAX_BYTES = 64 * KIBIBYTE;
const KeySet = v.object({ keys: v.pipe(v.array(v.unknown()), v.maxLength(32)) });

/** What every request to an authorization server is made with: our limits, and no redirects. */
export function protocolOptions(server: oauth.AuthorizationServer) {
  const issuer = new URL(server.issuer);
  return {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; loopback only
    [oauth.allowInsecureRequests]: reachOf(issuer) === 'loopback',
    [oauth.customFetch]: async (address: string, { method, headers, body }: ProtocolRequest) => {
      const url = new URL(address);
      const init = { method, headers, body: body ?? null, redirect: 'error' } as const;
      const response = await ownFetch(url, { from: issuer, maxBytes: MAX_BYTES, init });
      await Promise.all([
        keepNonce('authorization', url, response.headers.get('dpop-nonce')),
        noteDate(url, dateOf(response)),
      ]);
      if (url.href === URL.parse(server.jwks_uri ?? '')?.href) await assertFewKeys(response);
      return response;
    },
  };
}

/** The part of the library's requests that is passed on. */
type ProtocolRequest = Pick<
  oauth.CustomFetchOptions<string, BodyInit | null | undefined>,
  'method' | 'headers' | 'body'
>;

async function assertFewKeys(response: Response): Promise<void> {
  const keys: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (!v.is(KeySet, keys)) throw new LatchkeyError('issuer-invalid', new URL(response.url).host);
}

/** All that a request of a client to its issuer's token endpoint takes, client authentication and DPoP. */
export interface Talk {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly options: ReturnType<typeof protocolOptions> & { readonly DPoP: oauth.DPoPHandle };
}

/**
 * Prepares to talk to an issuer: with its clock, and with the DPoP nonce that it gave last
 * (RFC 9449 section 8.2). Each proof still has its own `jti`.
 */
export async function talkTo({ server }: IssuerMetadata, from: Client, key: DpopKey): Promise<Talk> {
  const endpoint = new URL(server.token_endpoint ?? '');
  const [skew, nonce] = await Promise.all([skewOf(endpoint), nonceFor('authorization', endpoint)]);
  const client = toLibrary(from, skew);
  const DPoP = oauth.DPoP(client, key.pair, {
    [oauth.modifyAssertion]: (_header, payload) => {
      if (nonce !== null) payload['nonce'] ??= nonce;
    },
  });
  return {
    server,
    client,
    authentication: authenticationOf(from),
    options: { ...protocolOptions(server), DPoP },
  };
}

/**
 * Runs one step of the protocol. A server's refusal becomes `refused` with the server's words; an answer that
 * breaks the protocol gets the code of what is wrong with it, else `invalid`. One demand for a DPoP nonce is met
 * (RFC 9449 section 8): `step` runs again with the same handle, which has kept the nonce.
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
    throw toFailureOf(error, codes);
  }
}

import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { Tokens } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { WebAuth } from '../platform/web-auth.ts';
import { type Asked, authorizationUrl, newRequest, readCallback } from './authorization.ts';
import type { Client } from './client.ts';
import { toFailureOf } from './failures.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolStep, type Talk, talkTo } from './protocol.ts';
import { assertBound, assertTogether, expiryOf, webIdOf } from './tokens.ts';

export interface LoginRequest {
  readonly metadata: IssuerMetadata;
  readonly client: Client;
  readonly key: DpopKey;
  readonly webAuth: WebAuth;
  /** Whether the issuer may do what older servers do. */
  readonly legacy: boolean;
  /** Whether the person may be shown anything. */
  readonly interactive: boolean;
  /** Called when the person is back from the issuer's page. */
  readonly onReturn: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a sign-in comes to. */
export interface SignedIn {
  readonly webId: WebId;
  readonly tokens: Tokens;
}

const WithIdToken = v.object({ id_token: v.string() });

/**
 * Signs a person in by the authorization code flow. The ID token is validated whole, its signature included.
 *
 * @throws LatchkeyError `sign-in-…`, `authorization-…`, `token-…`, `id-token-…`, `webid-missing`,
 *   `issuer-legacy` where the answer would do under the legacy switch; `login-required` where a silent sign-in
 *   needs the person
 */
export async function login(request: LoginRequest): Promise<SignedIn> {
  const { metadata, client, key, webAuth, interactive } = request;
  const talk = await talkTo(metadata, client, key);
  const asked = newRequest(interactive);
  const callback = await webAuth.open(await authorizationUrl(talk, key, webAuth, asked), { interactive });
  await request.onReturn();
  const code = await readCallback(talk, webAuth, callback, asked);
  return await exchange(request, talk, code, asked);
}

async function exchange(
  { key, webAuth, legacy, now }: LoginRequest,
  talk: Talk,
  code: URLSearchParams,
  asked: Asked,
): Promise<SignedIn> {
  const { server, client, authentication, options } = talk;
  return await protocolStep({ refused: 'token-refused', invalid: 'token-invalid' }, async () => {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      code,
      webAuth.redirectUri,
      asked.verifier,
      options,
    );
    const lacksNonce = await isWithoutNonce(response.clone());
    const result = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: lacksNonce ? oauth.expectNoNonce : asked.nonce,
      requireIdToken: true,
    });
    await assertSigned(talk, response);
    const claims = oauth.getValidatedIdTokenClaims(result);
    if (claims === undefined || result.id_token === undefined)
      throw new LatchkeyError('token-invalid', 'id_token');
    await assertTogether(result.id_token, result.access_token);
    const webId = webIdOf(claims, client.client_id);
    assertBound(result, key.jkt, legacy);
    if (lacksNonce && !legacy) throw new LatchkeyError('issuer-legacy', 'nonce-missing');
    return { webId, tokens: toTokens(result, talk, now(), { refreshToken: null, idToken: result.id_token }) };
  });
}

/** An older server leaves the nonce out, which only the legacy switch lets pass; a wrong one never passes. */
async function isWithoutNonce(response: Response): Promise<boolean> {
  const body: unknown = await response.json().catch(() => null);
  try {
    return v.is(WithIdToken, body) && decodeJwt(body.id_token)['nonce'] === undefined;
  } catch {
    return false;
  }
}

/**
 * Makes sure that the issuer signed the ID token of an answer, with one of its keys (OpenID Connect Core 1.0
 * section 3.1.3.7).
 *
 * @throws LatchkeyError `id-token-algorithm`, `id-token-signature`, and those of `ownFetch`
 */
export async function assertSigned({ server, options }: Talk, response: Response): Promise<void> {
  try {
    await oauth.validateApplicationLevelSignature(server, response, options);
  } catch (error) {
    const isAlgorithm = error instanceof oauth.UnsupportedOperationError;
    const code = isAlgorithm ? 'id-token-algorithm' : 'id-token-signature';
    throw toFailureOf(error, { refused: code, invalid: code });
  }
}

/** What is kept of an answer; what it leaves out stays as it was before. */
export function toTokens(
  answer: oauth.TokenEndpointResponse,
  { client }: Talk,
  now: number,
  before: Pick<Tokens, 'refreshToken' | 'idToken'>,
): Tokens {
  return {
    accessToken: answer.access_token,
    obtainedAt: now,
    expiresAt: expiryOf(answer, now, client[oauth.clockSkew] ?? 0),
    refreshToken: answer.refresh_token ?? before.refreshToken,
    idToken: answer.id_token ?? before.idToken,
  };
}

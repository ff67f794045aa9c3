import * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { Tokens } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { WebAuth } from '../platform/web-auth.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolOptions, protocolStep } from './protocol.ts';
import { type Client, clientAuthentication, SCOPE } from './registration.ts';
import { assertBound, expiryOf, webIdOf } from './tokens.ts';

export interface LoginRequest {
  readonly metadata: IssuerMetadata;
  readonly client: Client;
  readonly key: DpopKey;
  readonly webAuth: WebAuth;
  /** Called when the person is back from the issuer's page. */
  readonly onReturn: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The one-time values that bind an authorization response to its request. */
interface OneTimeValues {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/**
 * Signs a person in: authorization code with PKCE, `state`, `nonce`, `iss` and `dpop_jkt`
 * (RFC 9700 section 2.1, RFC 9449 section 10). The ID token is validated whole, its signature included.
 *
 * @throws LatchkeyError `sign-in-…`, `authorization-invalid`, `token-…`, `webid-missing`
 */
export async function login(request: LoginRequest): Promise<{ webId: WebId; tokens: Tokens }> {
  const values: OneTimeValues = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const callback = await request.webAuth.open(await authorizationUrl(request, values));
  await request.onReturn();
  const code = await readCallback(request, callback, values.state);
  return await exchange(request, code, values);
}

async function authorizationUrl(
  { metadata, client, key, webAuth }: LoginRequest,
  values: OneTimeValues,
): Promise<URL> {
  const url = new URL(metadata.server.authorization_endpoint ?? '');
  const parameters = {
    client_id: client.client_id,
    redirect_uri: webAuth.redirectUri,
    response_type: 'code',
    scope: SCOPE,
    // Without consent, CSS and others give no refresh token (OpenID Connect Core 1.0 section 11).
    prompt: 'consent',
    state: values.state,
    nonce: values.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(values.verifier),
    code_challenge_method: 'S256',
    dpop_jkt: key.jkt,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

async function readCallback(request: LoginRequest, callback: URL, state: string): Promise<URLSearchParams> {
  const { server } = request.metadata;
  if (callback.origin + callback.pathname !== new URL(request.webAuth.redirectUri).href) {
    throw new LatchkeyError('authorization-invalid', callback.host);
  }
  try {
    return await protocolStep({ refused: 'sign-in-refused', invalid: 'authorization-invalid' }, () =>
      Promise.resolve().then(() => {
        const parameters = oauth.validateAuthResponse(server, request.client, callback, state);
        if (parameters.getAll('code').length !== 1) throw new LatchkeyError('authorization-invalid', 'code');
        return parameters;
      }),
    );
  } catch (error) {
    const cause = error instanceof LatchkeyError ? error.cause : undefined;
    const denied = cause instanceof oauth.AuthorizationResponseError && cause.error === 'access_denied';
    throw denied ? new LatchkeyError('sign-in-cancelled', '', error) : error;
  }
}

async function exchange(request: LoginRequest, code: URLSearchParams, values: OneTimeValues) {
  const { metadata, client, key, webAuth } = request;
  const options = protocolOptions(new URL(metadata.issuer));
  const dpop = oauth.DPoP(client, key.pair);

  return await protocolStep({ refused: 'token-refused', invalid: 'token-invalid' }, async () => {
    const response = await oauth.authorizationCodeGrantRequest(
      metadata.server,
      client,
      clientAuthentication(client),
      code,
      webAuth.redirectUri,
      values.verifier,
      { ...options, DPoP: dpop },
    );
    const result = await oauth.processAuthorizationCodeResponse(metadata.server, client, response, {
      expectedNonce: values.nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(metadata.server, response, options);
    const claims = oauth.getValidatedIdTokenClaims(result);
    if (claims === undefined || result.id_token === undefined)
      throw new LatchkeyError('token-invalid', 'id_token');
    assertBound(result, key.jkt);
    const tokens: Tokens = {
      accessToken: result.access_token,
      expiresAt: expiryOf(result, request.now()),
      refreshToken: result.refresh_token ?? null,
      idToken: result.id_token,
    };
    return { webId: webIdOf(claims, client), tokens };
  });
}

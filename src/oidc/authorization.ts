import * as oauth from 'oauth4webapi';
import { SCOPE } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { WebAuth } from '../platform/web-auth.ts';
import { serverError } from './failures.ts';
import { protocolStep, type Talk } from './protocol.ts';

/** The one-time values that bind an authorization response to its request, and the way in which it is asked. */
export interface Asked {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** Whether the person may be shown anything. */
  readonly interactive: boolean;
}

export function newRequest(interactive: boolean): Asked {
  return {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    interactive,
  };
}

/**
 * The address of the authorization page: code, PKCE, `state`, `nonce` and `dpop_jkt` (RFC 9700 section 2.1,
 * RFC 9449 section 10), by a pushed request where the issuer demands one (RFC 9126).
 */
export async function authorizationUrl(
  talk: Talk,
  key: DpopKey,
  { redirectUri }: WebAuth,
  asked: Asked,
): Promise<URL> {
  const { server, client } = talk;
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: SCOPE,
    // Without consent, CSS and others give no refresh token (OpenID Connect Core 1.0 section 11).
    prompt: asked.interactive ? 'consent' : 'none',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    dpop_jkt: key.jkt,
  };
  const url = new URL(server.authorization_endpoint ?? '');
  const shown =
    server.require_pushed_authorization_requests === true ? await push(talk, parameters) : parameters;
  for (const [name, value] of Object.entries(shown)) url.searchParams.set(name, value);
  return url;
}

async function push(talk: Talk, parameters: Record<string, string>): Promise<Record<string, string>> {
  const { server, client, authentication, options } = talk;
  const codes = { refused: 'sign-in-refused', invalid: 'authorization-invalid' } as const;
  const { request_uri } = await protocolStep(codes, async () => {
    const response = await oauth.pushedAuthorizationRequest(
      server,
      client,
      authentication,
      parameters,
      options,
    );
    return await oauth.processPushedAuthorizationResponse(server, client, response);
  });
  return { client_id: client.client_id, request_uri };
}

/**
 * Reads what the issuer sent the person back with: nothing that is not the one answer to our request goes on to
 * the token endpoint (RFC 9207, RFC 9700 section 4.4).
 *
 * @throws LatchkeyError `authorization-…`, `sign-in-refused`, `sign-in-cancelled`, `interaction-required`
 */
export async function readCallback(
  { server, client }: Talk,
  { redirectUri }: WebAuth,
  callback: URL,
  { state }: Asked,
): Promise<URLSearchParams> {
  if (callback.origin + callback.pathname !== new URL(redirectUri).href) {
    throw new LatchkeyError('authorization-invalid', callback.host);
  }
  assertOurs(callback.searchParams, server, state);
  const codes = { refused: 'sign-in-refused', invalid: 'authorization-invalid' } as const;
  try {
    return await protocolStep(codes, () =>
      Promise.resolve().then(() => oauth.validateAuthResponse(server, client, callback, state)),
    );
  } catch (error) {
    const code = serverError(error);
    if (code === 'access_denied') throw new LatchkeyError('sign-in-cancelled', '', error);
    if (INTERACTIVE.includes(code ?? '')) throw new LatchkeyError('login-required', '', error);
    throw error;
  }
}

/** What a silent request is refused with where the person is needed (OpenID Connect Core 1.0 section 3.1.2.6). */
const INTERACTIVE = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

function assertOurs(given: URLSearchParams, server: oauth.AuthorizationServer, state: string): void {
  const names = [...given.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new LatchkeyError('authorization-duplicate', twice);
  if (given.get('state') !== state) throw new LatchkeyError('authorization-state');
  const issuer = given.get('iss');
  const isPromised = server.authorization_response_iss_parameter_supported === true;
  if (issuer === null ? isPromised : issuer !== server.issuer) {
    throw new LatchkeyError('authorization-issuer', issuer ?? '');
  }
  const isAnswer = ['error', 'code'].some((name) => (given.get(name) ?? '') !== '');
  if (!isAnswer) throw new LatchkeyError('authorization-invalid', 'code');
}

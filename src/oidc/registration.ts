import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { AUTH_METHODS, type AuthMethod, SCOPE } from '../domain/client.ts';
import { LatchkeyError } from '../domain/errors.ts';
import { skewOf } from '../platform/clock.ts';
import { ownFetch } from '../platform/http.ts';
import { authenticationOf, type Client, type ClientKey, offeredMethod, toLibrary } from './client.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolOptions, protocolStep } from './protocol.ts';

const Registered = v.object({
  client_id: v.pipe(v.string(), v.nonEmpty()),
  client_secret: v.optional(v.string()),
  client_secret_expires_at: v.optional(v.number(), 0),
  token_endpoint_auth_method: v.optional(v.string()),
  id_token_signed_response_alg: v.optional(v.string()),
  registration_client_uri: v.optional(v.string()),
  registration_access_token: v.optional(v.string()),
});

/**
 * Registers Latchkey at an issuer (RFC 7591). What the response says counts, not what was asked for.
 *
 * @param key for `private_key_jwt`, should the issuer want it
 * @throws LatchkeyError `registration-unavailable`, `registration-refused`, `issuer-unsupported`
 */
export async function register(
  { issuer, server }: IssuerMetadata,
  redirectUri: string,
  key: ClientKey,
): Promise<Client> {
  if (server.registration_endpoint === undefined) throw new LatchkeyError('registration-unavailable', issuer);
  const method = offeredMethod(server);
  const answer = await protocolStep(
    { refused: 'registration-refused', invalid: 'registration-refused' },
    async () =>
      oauth.processDynamicClientRegistrationResponse(
        await oauth.dynamicClientRegistrationRequest(
          server,
          wanted(redirectUri, method, key),
          protocolOptions(server),
        ),
      ),
  );
  const parsed = v.safeParse(Registered, answer);
  if (!parsed.success) throw new LatchkeyError('registration-refused', '', parsed.issues);
  return toClient(parsed.output, key, new URL(issuer));
}

function wanted(redirectUri: string, method: AuthMethod, key: ClientKey) {
  return {
    client_name: 'Latchkey',
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: SCOPE,
    token_endpoint_auth_method: method,
    // CSS refuses a silent sign-in to `native` clients.
    application_type: 'web',
    ...(method === 'private_key_jwt' && {
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ ...key.publicJwk, alg: 'ES256', use: 'sig' }] },
    }),
  };
}

function toClient(answer: v.InferOutput<typeof Registered>, key: ClientKey, issuer: URL): Client {
  const secret = answer.client_secret ?? null;
  const client: Client = {
    id: answer.client_id,
    way: 'dynamic',
    method: methodOf(answer.token_endpoint_auth_method, secret),
    secret,
    key,
    management: managementOf(answer, issuer),
    expiresAt: answer.client_secret_expires_at === 0 ? null : answer.client_secret_expires_at * 1000,
    idTokenAlgorithm: answer.id_token_signed_response_alg ?? null,
  };
  if (client.method.startsWith('client_secret') && secret === null) {
    throw new LatchkeyError('issuer-unsupported', client.method);
  }
  return client;
}

/** RFC 7591 section 2: where nothing is stated, a secret means `client_secret_basic`. */
function methodOf(stated: string | undefined, secret: string | null): AuthMethod {
  const method = stated ?? (secret === null ? 'none' : 'client_secret_basic');
  const known = AUTH_METHODS.find((one) => one === method);
  if (known === undefined) throw new LatchkeyError('issuer-unsupported', method);
  return known;
}

/** An address elsewhere is left alone: our registration's token is for the issuer. */
function managementOf(answer: v.InferOutput<typeof Registered>, issuer: URL): Client['management'] {
  const { registration_client_uri: uri, registration_access_token: token } = answer;
  if (uri === undefined || token === undefined) return null;
  return URL.parse(uri)?.origin === issuer.origin ? { uri, token } : null;
}

/**
 * Whether the issuer still knows a client. Its sign-in page tells nobody but the person, so the token endpoint
 * is asked, with a refresh token that never was: a client is authenticated first (RFC 6749 section 5.2).
 */
export async function isKnown({ server }: IssuerMetadata, client: Client): Promise<boolean> {
  const response = await oauth.refreshTokenGrantRequest(
    server,
    toLibrary(client, await skewOf(new URL(server.token_endpoint ?? ''))),
    authenticationOf(client),
    'none',
    protocolOptions(server),
  );
  const answer: unknown = await response.json().catch(() => null);
  const parsed = v.safeParse(
    v.object({ error: v.picklist(['invalid_client', 'unauthorized_client']) }),
    answer,
  );
  return !parsed.success;
}

/** Deletes a registration (RFC 7592 section 2.3), where that is offered. */
export async function unregister({ issuer }: IssuerMetadata, { management }: Client): Promise<void> {
  if (management === null) return;
  await ownFetch(new URL(management.uri), {
    from: new URL(issuer),
    maxBytes: 0,
    init: {
      method: 'DELETE',
      headers: { authorization: `Bearer ${management.token}` },
      redirect: 'error',
    },
  });
}

import * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolOptions, protocolStep } from './protocol.ts';

/** Latchkey's registration at one issuer, as the issuer's response states it. */
export type Client = oauth.Client;

export const SCOPE = 'openid webid offline_access';

/** What we can do at the token endpoint, best first: an extension keeps no secret from its user. */
const METHODS = ['none', 'client_secret_basic', 'client_secret_post'] as const;

/**
 * Registers Latchkey at an issuer (RFC 7591). What the response says counts, not what was asked for.
 *
 * @throws LatchkeyError `registration-unavailable`, `registration-refused`, `issuer-unsupported`
 */
export async function register({ issuer, server }: IssuerMetadata, redirectUri: string): Promise<Client> {
  if (server.registration_endpoint === undefined) throw new LatchkeyError('registration-unavailable', issuer);
  // OpenID Connect Discovery 1.0 section 3: where nothing is stated, client_secret_basic is meant.
  const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const method = METHODS.find((known) => offered.includes(known));
  if (method === undefined) throw new LatchkeyError('issuer-unsupported', METHODS.join(', '));

  const client = await protocolStep(
    { refused: 'registration-refused', invalid: 'registration-refused' },
    async () =>
      oauth.processDynamicClientRegistrationResponse(
        await oauth.dynamicClientRegistrationRequest(
          server,
          {
            client_name: 'Latchkey',
            redirect_uris: [redirectUri],
            grant_types: ['authorization_code', 'refresh_token'],
            response_types: ['code'],
            scope: SCOPE,
            token_endpoint_auth_method: method,
            // CSS refuses a silent sign-in to `native` clients.
            application_type: 'web',
          },
          protocolOptions(new URL(issuer)),
        ),
      ),
  );
  clientAuthentication(client);
  return client;
}

/**
 * How a client authenticates at the token endpoint (RFC 7591 section 2), from its registration. DPoP is sent
 * besides: it binds the token to the key and authenticates no client.
 *
 * @throws LatchkeyError `issuer-unsupported`
 */
export function clientAuthentication(client: Client): oauth.ClientAuth {
  const secret = typeof client['client_secret'] === 'string' ? client['client_secret'] : null;
  const stated = client['token_endpoint_auth_method'];
  const method = typeof stated === 'string' ? stated : secret === null ? 'none' : 'client_secret_basic';
  if (method === 'none') return oauth.None();
  if (method === 'client_secret_basic' && secret !== null) return oauth.ClientSecretBasic(secret);
  if (method === 'client_secret_post' && secret !== null) return oauth.ClientSecretPost(secret);
  throw new LatchkeyError('issuer-unsupported', method);
}

import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import type { StrictServers } from '../world/strict-servers.ts';
import { LOOPBACK, PlainClient, REDIRECT, SCOPE } from './plain-client.ts';

const WithSecret = v.object({ client_secret: v.string() });

/** The secret that a registration gave. */
export function secretOf(registered: unknown): string {
  return v.parse(WithSecret, registered).client_secret;
}

export async function discover({ issuer }: StrictServers): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer.url);
  return await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, LOOPBACK));
}

/** Registers a public client, but for what is asked differently. */
export async function register(
  servers: StrictServers,
  extra: Partial<oauth.Client> = {},
): Promise<{ as: oauth.AuthorizationServer; client: oauth.OmitSymbolProperties<oauth.Client> }> {
  const as = await discover(servers);
  const wanted = {
    client_name: 'A plain client',
    redirect_uris: [REDIRECT],
    post_logout_redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    scope: SCOPE,
    ...extra,
  };
  const response = await oauth.dynamicClientRegistrationRequest(as, wanted, LOOPBACK);
  return { as, client: await oauth.processDynamicClientRegistrationResponse(response) };
}

/** A public client with a key of its own. */
export async function plainClient(servers: StrictServers): Promise<PlainClient> {
  const { as, client } = await register(servers);
  return new PlainClient(as, client, oauth.None(), await oauth.generateKeyPair('ES256'));
}

import * as oauth from 'oauth4webapi';
import type { Tokens } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { Client } from './client.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolStep, talkTo } from './protocol.ts';

/**
 * Revokes a session's refresh token, else its access token, with client authentication (RFC 7009), where the
 * issuer offers it.
 *
 * @throws LatchkeyError `revocation-failed`, `client-refused` and those of `ownFetch`
 */
export async function revoke(
  metadata: IssuerMetadata,
  client: Client,
  key: DpopKey,
  tokens: Tokens,
): Promise<void> {
  if (metadata.server.revocation_endpoint === undefined) return;
  const { server, client: known, authentication, options } = await talkTo(metadata, client, key);
  const [token, hint] =
    tokens.refreshToken === null
      ? [tokens.accessToken, 'access_token']
      : [tokens.refreshToken, 'refresh_token'];
  await protocolStep({ refused: 'revocation-failed', invalid: 'revocation-failed' }, async () => {
    const additionalParameters = { token_type_hint: hint };
    const response = await oauth.revocationRequest(server, known, authentication, token, {
      ...options,
      additionalParameters,
    });
    await oauth.processRevocationResponse(response);
  });
}

/**
 * The address at which an issuer ends its own session in this browser (OpenID Connect RP-Initiated Logout 1.0
 * section 2); null where it offers none.
 */
export function logoutUrl({ server }: IssuerMetadata, clientId: string, redirectUri: string): URL | null {
  if (server.end_session_endpoint === undefined) return null;
  const url = new URL(server.end_session_endpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', redirectUri);
  return url;
}

/** The same address, saying whose session is to end: some issuers then ask nobody. */
export function withHint(page: URL, idToken: string): URL {
  const url = new URL(page);
  url.searchParams.set('id_token_hint', idToken);
  return url;
}

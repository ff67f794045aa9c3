import * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { Tokens } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolOptions, protocolStep } from './protocol.ts';
import { type Client, clientAuthentication } from './registration.ts';
import { assertBound, expiryOf, webIdOf } from './tokens.ts';

export interface RefreshRequest {
  readonly metadata: IssuerMetadata;
  readonly client: Client;
  readonly key: DpopKey;
  readonly webId: WebId;
  readonly tokens: Tokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Trades a refresh token for new tokens, with the same key. A response without a refresh token keeps the old.
 *
 * @throws LatchkeyError `login-required` where the issuer ended the session: `invalid_grant`, or another WebID;
 *   `refresh-failed` and those of `ownFetch` where trying again may help
 */
export async function refresh(request: RefreshRequest): Promise<Tokens> {
  const { metadata, client, key, webId, tokens } = request;
  if (tokens.refreshToken === null) throw new LatchkeyError('login-required', webId);
  const { refreshToken } = tokens;
  const options = protocolOptions(new URL(metadata.issuer));
  const dpop = oauth.DPoP(client, key.pair);

  try {
    return await protocolStep({ refused: 'refresh-failed', invalid: 'refresh-failed' }, async () => {
      const response = await oauth.refreshTokenGrantRequest(
        metadata.server,
        client,
        clientAuthentication(client),
        refreshToken,
        { ...options, DPoP: dpop },
      );
      const result = await oauth.processRefreshTokenResponse(metadata.server, client, response);
      const claims = oauth.getValidatedIdTokenClaims(result);
      if (claims !== undefined) {
        await oauth.validateApplicationLevelSignature(metadata.server, response, options);
        if (webIdOf(claims, client) !== webId) throw new LatchkeyError('login-required', webId);
      }
      assertBound(result, key.jkt);
      return {
        accessToken: result.access_token,
        expiresAt: expiryOf(result, request.now()),
        refreshToken: result.refresh_token ?? refreshToken,
        idToken: result.id_token ?? tokens.idToken,
      };
    });
  } catch (error) {
    const cause = error instanceof LatchkeyError ? error.cause : undefined;
    const ended = cause instanceof oauth.ResponseBodyError && cause.error === 'invalid_grant';
    throw ended ? new LatchkeyError('login-required', webId, error) : error;
  }
}

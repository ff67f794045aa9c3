import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { isFailure, LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { Tokens } from '../domain/session.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { Client } from './client.ts';
import { serverError } from './failures.ts';
import { assertSigned, toTokens } from './login.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolStep, type Talk, talkTo } from './protocol.ts';
import { assertBound, assertTogether, webIdOf } from './tokens.ts';

export interface RefreshRequest {
  readonly metadata: IssuerMetadata;
  readonly client: Client;
  readonly key: DpopKey;
  readonly webId: WebId;
  readonly tokens: Tokens;
  /** Whether the issuer may do what older servers do. */
  readonly legacy: boolean;
  /** Called before the token is sent. */
  readonly onSend: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Trades a refresh token for new tokens, with the same key. A response without a refresh token keeps the old.
 *
 * @throws LatchkeyError `login-required` where the issuer ended the session: `invalid_grant`, or another WebID,
 *   subject or issuer; `client-refused`, `refresh-failed` and those of `ownFetch` where the session goes on
 */
export async function refresh(request: RefreshRequest): Promise<Tokens> {
  const { metadata, client, key, webId, tokens } = request;
  if (tokens.refreshToken === null) throw new LatchkeyError('login-required', webId);
  const { refreshToken } = tokens;
  const talk = await talkTo(metadata, client, key);
  await request.onSend();
  try {
    return await protocolStep({ refused: 'refresh-failed', invalid: 'refresh-failed' }, async () => {
      const response = await oauth.refreshTokenGrantRequest(
        talk.server,
        talk.client,
        talk.authentication,
        refreshToken,
        talk.options,
      );
      const result = await oauth.processRefreshTokenResponse(talk.server, talk.client, response);
      await assertSamePerson(request, talk, response, result);
      assertBound(result, key.jkt, request.legacy);
      return toTokens(result, talk, request.now(), tokens);
    });
  } catch (error) {
    throw isOver(error) ? new LatchkeyError('login-required', webId, error) : error;
  }
}

/** Of all that can fail, only these end a session: the issuer's word, and an ID token of another issuer. */
function isOver(error: unknown): boolean {
  return isFailure(error, 'id-token-issuer') || serverError(error) === 'invalid_grant';
}

/** OpenID Connect Core 1.0 section 12.2: a new ID token speaks of the same person, or the session is over. */
async function assertSamePerson(
  { webId, tokens }: RefreshRequest,
  talk: Talk,
  response: Response,
  answer: oauth.TokenEndpointResponse,
): Promise<void> {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  if (claims === undefined || answer.id_token === undefined) return;
  await assertSigned(talk, response);
  await assertTogether(answer.id_token, answer.access_token);
  const isSameSubject = tokens.idToken === null || decodeJwt(tokens.idToken).sub === claims.sub;
  if (!isSameSubject || webIdOf(claims, talk.client.client_id) !== webId) {
    throw new LatchkeyError('login-required', webId);
  }
}

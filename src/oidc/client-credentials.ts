import * as oauth from 'oauth4webapi';
import { LatchkeyError } from '../domain/errors.ts';
import type { WebId } from '../domain/identity.ts';
import type { DpopKey } from '../dpop/keys.ts';
import type { Client } from './client.ts';
import { type SignedIn, toTokens } from './login.ts';
import type { IssuerMetadata } from './metadata.ts';
import { protocolStep, talkTo } from './protocol.ts';
import { assertBound, claimsOf, webIdIn } from './tokens.ts';

export interface CredentialsRequest {
  readonly metadata: IssuerMetadata;
  readonly client: Client;
  readonly key: DpopKey;
  /** The WebID that is expected; null where only the token tells. */
  readonly webId: WebId | null;
  readonly legacy: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Signs an identity in by its client's own credentials (RFC 6749 section 4.4), as CSS and ESS grant: there is no
 * page and no ID token, so the access token, which came straight from the issuer, says whose it is.
 *
 * @throws LatchkeyError `client-refused`, `token-…`, `webid-missing`, `webid-other`
 */
export async function signInByCredentials(request: CredentialsRequest): Promise<SignedIn> {
  const { metadata, client, key } = request;
  const talk = await talkTo(metadata, client, key);
  return await protocolStep({ refused: 'token-refused', invalid: 'token-invalid' }, async () => {
    const response = await oauth.clientCredentialsGrantRequest(
      talk.server,
      talk.client,
      talk.authentication,
      { scope: 'webid' },
      talk.options,
    );
    const result = await oauth.processClientCredentialsResponse(talk.server, talk.client, response);
    assertBound(result, key.jkt, request.legacy);
    const webId = webIdIn(claimsOf(result.access_token) ?? {}) ?? request.webId;
    if (webId === null) throw new LatchkeyError('webid-missing', metadata.issuer);
    if (request.webId !== null && webId !== request.webId) throw new LatchkeyError('webid-other', webId);
    // The grant gives no refresh token to rely on (RFC 6749 section 4.4.3): it is simply made again.
    const tokens = toTokens(result, talk, request.now(), { refreshToken: null, idToken: null });
    return { webId, tokens: { ...tokens, refreshToken: null } };
  });
}

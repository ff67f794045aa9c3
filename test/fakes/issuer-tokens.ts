import { base64url, exportJWK, type GenerateKeyPairResult, SignJWT } from 'jose';
import type { Draft, Json, Lies } from './lies.ts';
import type { Registration } from './registrations.ts';
import type { Grant } from './sessions.ts';

const LIFETIME = 3600;

/** Who tokens are about, and when they are made. */
export interface Occasion {
  readonly issuer: string;
  readonly webId: string;
  readonly client: Registration;
  /** Seconds since the epoch by the issuer's clock. */
  readonly now: number;
  readonly lies: Lies;
}

/** The tokens of an issuer, signed with its one key. */
export class IssuerTokens {
  /** Whether ID tokens hold an `at_hash`. */
  statesHash = false;
  /** All that was ever given out, which nobody else may learn. */
  readonly issued: string[] = [];
  readonly #keys: GenerateKeyPairResult;

  constructor(keys: GenerateKeyPairResult) {
    this.#keys = keys;
  }

  async publicKeys(): Promise<Json[]> {
    return [{ ...(await exportJWK(this.#keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }];
  }

  /** The answer of the token endpoint. */
  async answerTo({ jkt, nonce, refreshToken, isPerson }: Grant, occasion: Occasion): Promise<Json> {
    const { issuer, webId, client, now, lies } = occasion;
    const claims = { iss: issuer, sub: 'alice', webid: webId, iat: now, exp: now + LIFETIME };
    const access = await this.#sign(
      { ...claims, aud: 'solid', jti: crypto.randomUUID(), client_id: client.client_id, cnf: { jkt } },
      lies.accessToken,
    );
    const together = { ...(nonce !== null && { nonce }), ...(this.statesHash && (await hashOf(access))) };
    const idToken = await this.#sign({ ...claims, aud: client.client_id, ...together }, lies.idToken);
    const body: Json = {
      access_token: access,
      token_type: 'DPoP',
      expires_in: LIFETIME,
      ...(isPerson && { id_token: idToken }),
      ...(refreshToken !== null && { refresh_token: refreshToken }),
    };
    lies.tokens?.(body);
    this.issued.push(access, idToken, ...(refreshToken === null ? [] : [refreshToken]));
    return body;
  }

  async #sign(claims: Draft['claims'], lie: Lies['idToken']): Promise<string> {
    const draft: Draft = { header: { alg: 'ES256', kid: 'one' }, claims, key: this.#keys.privateKey };
    lie?.(draft);
    return await new SignJWT(draft.claims).setProtectedHeader(draft.header).sign(draft.key);
  }
}

/** OpenID Connect Core 1.0 section 3.1.3.6, for ES256. */
async function hashOf(accessToken: string): Promise<{ at_hash: string }> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
  return { at_hash: base64url.encode(new Uint8Array(digest, 0, 16)) };
}

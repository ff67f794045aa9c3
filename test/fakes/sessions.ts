import { type VerifiedProof, verifyProof } from './proofs.ts';
import type { Registration } from './registrations.ts';
import type { Seen } from './server.ts';

/** What a token request has a right to. */
export interface Grant {
  /** The thumbprint of the key to bind the tokens to. */
  readonly jkt: string;
  /** For the ID token; null where no authorization request asked for one. */
  readonly nonce: string | null;
  /** A new refresh token; null where the old one stays, or there is none. */
  readonly refreshToken: string | null;
  /** Whether a person signed in, of whom an ID token speaks. */
  readonly isPerson: boolean;
}

/** What a refresh token is bound to. */
interface Bound {
  readonly jkt: string;
  readonly client: string;
}

/** The codes and refresh tokens of an issuer, and what a token request must prove for them. */
export class Sessions {
  /** A nonce to demand in proofs; null for none. */
  nonce: string | null = null;
  /** Whether each nonce serves one request. */
  rotatesNonces = false;
  /** Whether each refresh gives a new refresh token and ends the old. */
  rotates = false;
  /** Whether a refresh token serves only the client that it was given to, as it should (RFC 6749 section 6). */
  bindsToClient = true;
  readonly #codes = new Map<string, URLSearchParams>();
  readonly #refreshTokens = new Map<string, Bound>();
  readonly #usedProofs = new Set<unknown>();

  /** A code for an authorization request. */
  begin(asked: URLSearchParams): string {
    const code = crypto.randomUUID();
    this.#codes.set(code, asked);
    return code;
  }

  /** The refresh tokens that are good. */
  get refreshTokens(): readonly string[] {
    return [...this.#refreshTokens.keys()];
  }

  endAll(): void {
    this.#refreshTokens.clear();
  }

  /** Ends a session by its refresh token (RFC 7009); another client's stays. */
  revoke(token: string, client: string): void {
    if (this.#refreshTokens.get(token)?.client === client) this.#refreshTokens.delete(token);
  }

  /** What a request of a client at the token endpoint gets, or the error that it gets. */
  async take(
    { body, headers }: Seen,
    client: Registration,
    endpoint: string,
    now: Date,
  ): Promise<Grant | string> {
    const proof = await verifyProof(String(headers['dpop']), 'POST', endpoint, now).catch(() => null);
    if (proof === null || this.#usedProofs.has(proof.claims.jti) || 'ath' in proof.claims) {
      return 'invalid_dpop_proof';
    }
    this.#usedProofs.add(proof.claims.jti);
    if (this.nonce !== null && proof.claims['nonce'] !== this.nonce) return 'use_dpop_nonce';
    if (this.nonce !== null && this.rotatesNonces) this.nonce = crypto.randomUUID();
    const form = new URLSearchParams(body);
    const grants: Record<string, () => Grant | string | null | Promise<Grant | null>> = {
      authorization_code: () => this.#redeem(form, client, proof),
      refresh_token: () => this.#refresh(form, client, proof),
      client_credentials: () => byCredentials(client, proof),
    };
    const grant = grants[form.get('grant_type') ?? ''];
    return grant === undefined ? 'unsupported_grant_type' : ((await grant()) ?? 'invalid_grant');
  }

  /** Client, PKCE, redirect URI and key must be those of the authorization request. */
  async #redeem(
    form: URLSearchParams,
    { client_id }: Registration,
    { jkt }: VerifiedProof,
  ): Promise<Grant | null> {
    const code = form.get('code') ?? '';
    const asked = this.#codes.get(code);
    this.#codes.delete(code);
    const isGood =
      asked?.get('client_id') === client_id &&
      asked.get('dpop_jkt') === jkt &&
      asked.get('redirect_uri') === form.get('redirect_uri') &&
      asked.get('code_challenge') === (await challengeOf(form.get('code_verifier') ?? ''));
    if (!isGood) return null;
    const refreshToken = this.#newRefreshToken({ jkt, client: client_id });
    return { jkt, nonce: asked.get('nonce'), refreshToken, isPerson: true };
  }

  #refresh(form: URLSearchParams, { client_id }: Registration, { jkt }: VerifiedProof): Grant | null {
    const token = form.get('refresh_token') ?? '';
    const bound = this.#refreshTokens.get(token);
    if (bound?.jkt !== jkt || (this.bindsToClient && bound.client !== client_id)) return null;
    if (!this.rotates) return { jkt, nonce: null, refreshToken: null, isPerson: true };
    this.#refreshTokens.delete(token);
    return { jkt, nonce: null, refreshToken: this.#newRefreshToken(bound), isPerson: true };
  }

  #newRefreshToken(bound: Bound): string {
    const token = crypto.randomUUID();
    this.#refreshTokens.set(token, bound);
    return token;
  }
}

/** RFC 6749 section 4.4: for confidential clients that are allowed to. */
function byCredentials({ token_endpoint_auth_method, grant_types }: Registration, { jkt }: VerifiedProof) {
  const mayDo = grant_types?.includes('client_credentials') === true;
  const isConfidential = token_endpoint_auth_method !== 'none';
  return mayDo && isConfidential
    ? { jkt, nonce: null, refreshToken: null, isPerson: false }
    : 'unauthorized_client';
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString('base64url');
}

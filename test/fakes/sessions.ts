import { type VerifiedProof, verifyProof } from './proofs.ts';
import type { Seen } from './server.ts';

/** What a token request has a right to. */
export interface Grant {
  /** The thumbprint of the key to bind the tokens to. */
  readonly jkt: string;
  /** For the ID token; null at a refresh. */
  readonly nonce: string | null;
  /** A new refresh token; null where the old one stays. */
  readonly refreshToken: string | null;
}

/** The codes and refresh tokens of an issuer, and what a token request must prove for them. */
export class Sessions {
  /** A nonce to demand in proofs; null for none. */
  nonce: string | null = null;
  /** Whether each refresh gives a new refresh token and ends the old. */
  rotates = false;
  readonly #codes = new Map<string, URLSearchParams>();
  /** The key that each refresh token is bound to. */
  readonly #refreshTokens = new Map<string, string>();
  readonly #usedProofs = new Set<unknown>();

  /** A code for an authorization request. */
  begin(asked: URLSearchParams): string {
    const code = crypto.randomUUID();
    this.#codes.set(code, asked);
    return code;
  }

  endAll(): void {
    this.#refreshTokens.clear();
  }

  /** What a request at the token endpoint gets, or the error that it gets. */
  async take({ body, headers }: Seen, endpoint: string): Promise<Grant | string> {
    const proof = await verifyProof(String(headers['dpop']), 'POST', endpoint).catch(() => null);
    if (proof === null || this.#usedProofs.has(proof.claims.jti)) return 'invalid_dpop_proof';
    this.#usedProofs.add(proof.claims.jti);
    if (this.nonce !== null && proof.claims['nonce'] !== this.nonce) return 'use_dpop_nonce';
    const form = new URLSearchParams(body);
    const isRefresh = form.get('grant_type') === 'refresh_token';
    return (isRefresh ? this.#refresh(form, proof) : await this.#redeem(form, proof)) ?? 'invalid_grant';
  }

  /** PKCE, redirect URI and key must be those of the authorization request. */
  async #redeem(form: URLSearchParams, { jkt }: VerifiedProof): Promise<Grant | null> {
    const code = form.get('code') ?? '';
    const asked = this.#codes.get(code);
    this.#codes.delete(code);
    const isGood =
      asked?.get('dpop_jkt') === jkt &&
      asked.get('redirect_uri') === form.get('redirect_uri') &&
      asked.get('code_challenge') === (await challengeOf(form.get('code_verifier') ?? ''));
    return isGood ? { jkt, nonce: asked.get('nonce'), refreshToken: this.#newRefreshToken(jkt) } : null;
  }

  #refresh(form: URLSearchParams, { jkt }: VerifiedProof): Grant | null {
    const token = form.get('refresh_token') ?? '';
    if (this.#refreshTokens.get(token) !== jkt) return null;
    if (!this.rotates) return { jkt, nonce: null, refreshToken: null };
    this.#refreshTokens.delete(token);
    return { jkt, nonce: null, refreshToken: this.#newRefreshToken(jkt) };
  }

  #newRefreshToken(jkt: string): string {
    const token = crypto.randomUUID();
    this.#refreshTokens.set(token, jkt);
    return token;
  }
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString('base64url');
}

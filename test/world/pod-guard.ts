import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as v from 'valibot';
import { checkProof, type Proven } from './pod-proof.ts';
import { Refusal } from './pod-refusal.ts';

const Claims = v.object({
  webid: v.string(),
  client_id: v.string(),
  cnf: v.object({ jkt: v.string() }),
});
const Metadata = v.object({ jwks_uri: v.string() });

/** Finds out on whose behalf a request comes, by its access token and the proof that goes with it. */
export class PodGuard {
  readonly #issuer: string;
  readonly #nonces: boolean;
  readonly #now: () => number;
  readonly #proofs = new Set<string>();
  readonly #tokens = new Set<string>();
  #ended: ReadonlySet<string> = new Set();
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  #nonce: string = randomUUID();
  #next: string | null = null;

  /** @param now its clock, in seconds */
  constructor(issuer: string, nonces: boolean, now: () => number) {
    this.#issuer = issuer;
    this.#nonces = nonces;
    this.#now = now;
  }

  /** The nonce that each proof must hold. */
  get nonce(): string {
    return this.#nonce;
  }

  /** Takes another nonce from now on, so that the next proof is refused. */
  rotateNonce(): void {
    this.#nonce = randomUUID();
  }

  /** Takes another nonce after the next request that it lets in, and tells it in the answer to that. */
  announceNonce(): void {
    this.#next = randomUUID();
  }

  /** The nonce that the answer to a request that was let in has to tell, where there is one. */
  takeAnnounced(): string | null {
    const next = this.#next;
    if (next !== null) this.#nonce = next;
    this.#next = null;
    return next;
  }

  /** Refuses, from now on, all tokens that it has ever let in. */
  endTokens(): void {
    this.#ended = new Set(this.#tokens);
  }

  /**
   * @returns the WebID that asks; `null` for a request without a token
   * @throws Refusal
   */
  async agentOf(request: Omit<Proven, 'accessToken'>, headers: IncomingHttpHeaders): Promise<string | null> {
    if (headers.authorization === undefined) return null;
    const [, accessToken] = /^DPoP +([^ ]+)$/i.exec(headers.authorization) ?? [];
    if (accessToken === undefined) throw new Refusal(401, 'invalid_token', 'this is no DPoP token');
    const { webid, cnf } = await this.#checkToken(accessToken);
    const { dpop } = headers;
    if (typeof dpop !== 'string') throw new Refusal(401, 'invalid_dpop_proof', 'there is no proof');
    const { jti, nonce, jkt } = await checkProof(dpop, { ...request, accessToken }, this.#now());
    if (jkt !== cnf.jkt) throw new Refusal(401, 'invalid_token', 'the token is bound to another key');
    // A proof counts as used even where only its nonce is wrong: the next attempt needs a new one.
    if (this.#proofs.has(jti)) throw new Refusal(401, 'invalid_dpop_proof', 'the proof was used before');
    this.#proofs.add(jti);
    if (this.#nonces && nonce !== this.#nonce) {
      throw new Refusal(
        401,
        'use_dpop_nonce',
        nonce === undefined ? 'there is no nonce' : 'the nonce is old',
      );
    }
    this.#tokens.add(accessToken);
    await this.#checkProfile(webid);
    return webid;
  }

  /** Solid-OIDC section 8: anybody could be an issuer, so the profile tells which one to believe. */
  async #checkProfile(webId: string): Promise<void> {
    const profile = await (await fetch(webId)).text();
    if (profile.includes(`solid:oidcIssuer <${this.#issuer}>`)) return;
    throw new Refusal(401, 'invalid_token', 'the profile does not name the issuer');
  }

  async #checkToken(token: string): Promise<v.InferOutput<typeof Claims>> {
    if (this.#ended.has(token)) throw new Refusal(401, 'invalid_token', 'the token was taken back');
    this.#keys ??= await keysOf(this.#issuer);
    const { payload } = await jwtVerify(token, this.#keys, {
      typ: 'at+jwt',
      algorithms: ['ES256'],
      issuer: this.#issuer,
      audience: 'solid',
      requiredClaims: ['exp'],
      currentDate: new Date(this.#now() * 1000),
    }).catch((error: unknown) => {
      throw new Refusal(401, 'invalid_token', error instanceof Error ? error.message : String(error));
    });
    const { success, output } = v.safeParse(Claims, payload);
    if (!success) throw new Refusal(401, 'invalid_token', 'the token lacks a claim');
    return output;
  }
}

async function keysOf(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = v.parse(Metadata, await response.json());
  return createRemoteJWKSet(new URL(jwks_uri));
}

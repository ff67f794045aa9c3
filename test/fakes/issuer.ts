import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose';
import type { Issuer, WebId } from '../../src/domain/identity.ts';
import type { Draft, Json, Lies, Statement } from './lies.ts';
import { verifyProof } from './proofs.ts';
import { type Reply, type Seen, type Server, serve } from './server.ts';

/** What the issuer remembers between the authorization and the token request. */
interface Code {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly jkt: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const LIFETIME = 3600;

/** Starts a Solid issuer with one person and her profile. It is honest but for its `lies`. */
export async function startIssuer(lies: Lies = {}): Promise<FakeIssuer> {
  const issuer = new FakeIssuer(await generateKeyPair('ES256'), lies);
  await issuer.start();
  return issuer;
}

/**
 * A small Solid issuer on loopback that asks nobody anything: it checks PKCE, redirect URI, client and DPoP proof
 * as it must, and refuses what is wrong.
 */
export class FakeIssuer implements AsyncDisposable {
  /** What it falsifies from now on. */
  lies: Lies;
  /** A nonce that it demands in proofs; null for none. */
  nonce: string | null = null;
  /** Whether each refresh gives a new refresh token and ends the old. */
  rotates = false;
  #server: Server | undefined;
  readonly #keys: GenerateKeyPairResult;
  readonly #codes = new Map<string, Code>();
  /** The key that each refresh token is bound to. */
  readonly #refreshTokens = new Map<string, string>();
  readonly #usedProofs = new Set<unknown>();

  constructor(keys: GenerateKeyPairResult, lies: Lies) {
    this.#keys = keys;
    this.lies = lies;
  }

  async start(): Promise<void> {
    this.#server = await serve((request) => this.#answer(request));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  /** Its base URL, which is its issuer string too, with the final slash. */
  get url(): Issuer {
    return (this.#server?.url ?? '') as Issuer;
  }

  get webId(): WebId {
    return `${this.url}alice/card#me` as WebId;
  }

  /** All requests that it got, in order. */
  get requests(): readonly Seen[] {
    return this.#server?.seen ?? [];
  }

  /** The requests that it got at a path. */
  seenAt(path: string): readonly Seen[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** Ends every session that it gave. */
  revokeAll(): void {
    this.#refreshTokens.clear();
  }

  /** Goes where the authorization page leads a person who says yes. */
  readonly visit = async (authorization: URL): Promise<URL> => {
    const response = await fetch(authorization, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The authorization page says: ${await response.text()}`);
    return new URL(location);
  };

  async #answer(request: Seen): Promise<Reply> {
    const url = new URL(request.path, this.url);
    const routes: Record<string, () => Statement | Promise<Statement>> = {
      '/.well-known/openid-configuration': () => this.#discovery(),
      '/jwks': () => this.#jwks(),
      '/register': () => this.#register(JSON.parse(request.body) as Json),
      '/authorize': () => this.#authorize(url.searchParams),
      '/token': () => this.#token(request),
      '/alice/card': () => this.#profile(),
    };
    const { status, headers, body } = (await routes[url.pathname]?.()) ?? say(404, 'Not found');
    return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  }

  #discovery(): Statement {
    const metadata = {
      issuer: this.url,
      authorization_endpoint: `${this.url}authorize`,
      token_endpoint: `${this.url}token`,
      jwks_uri: `${this.url}jwks`,
      registration_endpoint: `${this.url}register`,
      scopes_supported: ['openid', 'webid', 'offline_access'],
      response_types_supported: ['code'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
      id_token_signing_alg_values_supported: ['ES256'],
      dpop_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    };
    this.lies.metadata?.(metadata);
    return mutated(say(200, metadata), this.lies.discovery);
  }

  async #jwks(): Promise<Statement> {
    const keys: Json[] = [
      { ...(await exportJWK(this.#keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' },
    ];
    this.lies.keys?.(keys);
    return say(200, { keys });
  }

  #register(wanted: Json): Statement {
    return mutated(say(201, { ...wanted, client_id: 'latchkey' }), this.lies.registration);
  }

  #authorize(asked: URLSearchParams): Statement {
    const given = (name: string) => asked.get(name) ?? '';
    const code = crypto.randomUUID();
    this.#codes.set(code, {
      clientId: given('client_id'),
      redirectUri: given('redirect_uri'),
      challenge: given('code_challenge'),
      nonce: given('nonce'),
      jkt: given('dpop_jkt'),
    });
    const back = new URL(given('redirect_uri'));
    back.search = new URLSearchParams({ code, state: given('state'), iss: this.url }).toString();
    this.lies.callback?.(back);
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  async #token(request: Seen): Promise<Statement> {
    const form = new URLSearchParams(request.body);
    const statement = await this.#grant(form, String(request.headers['dpop']));
    await this.lies.tokenAnswer?.(statement);
    return statement;
  }

  async #grant(form: URLSearchParams, proof: string): Promise<Statement> {
    const proven = await verifyProof(proof, 'POST', `${this.url}token`).catch(() => null);
    if (proven === null || this.#usedProofs.has(proven.claims.jti)) return refusal('invalid_dpop_proof');
    this.#usedProofs.add(proven.claims.jti);
    if (this.nonce !== null && proven.claims['nonce'] !== this.nonce) {
      return { ...refusal('use_dpop_nonce'), headers: { ...JSON_TYPE, 'dpop-nonce': this.nonce } };
    }
    const isRefresh = form.get('grant_type') === 'refresh_token';
    const nonce = isRefresh ? this.#takeRefresh(form, proven.jkt) : await this.#takeCode(form, proven.jkt);
    return nonce === null ? refusal('invalid_grant') : await this.#tokens(proven.jkt, nonce, isRefresh);
  }

  /** The `nonce` for the ID token, or null where the code is not good for this request. */
  async #takeCode(form: URLSearchParams, jkt: string): Promise<string | null> {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const isGood =
      code?.jkt === jkt &&
      code.redirectUri === form.get('redirect_uri') &&
      code.challenge === (await challengeOf(form.get('code_verifier') ?? ''));
    return isGood ? code.nonce : null;
  }

  #takeRefresh(form: URLSearchParams, jkt: string): string | null {
    const token = form.get('refresh_token') ?? '';
    const isGood = this.#refreshTokens.get(token) === jkt;
    if (this.rotates) this.#refreshTokens.delete(token);
    return isGood ? '' : null;
  }

  async #tokens(jkt: string, nonce: string, isRefresh: boolean): Promise<Statement> {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.url, sub: 'alice', webid: this.webId, iat: now, exp: now + LIFETIME };
    const idToken = { ...claims, aud: 'latchkey', ...(isRefresh ? {} : { nonce }) };
    const accessToken = { ...claims, aud: 'solid', jti: crypto.randomUUID(), cnf: { jkt } };
    const body: Json = {
      access_token: await this.#sign(accessToken, this.lies.accessToken),
      token_type: 'DPoP',
      expires_in: LIFETIME,
      id_token: await this.#sign(idToken, this.lies.idToken),
    };
    if (!isRefresh || this.rotates) body['refresh_token'] = this.#newRefreshToken(jkt);
    this.lies.tokens?.(body);
    return say(200, body);
  }

  #newRefreshToken(jkt: string): string {
    const token = crypto.randomUUID();
    this.#refreshTokens.set(token, jkt);
    return token;
  }

  async #sign(claims: Draft['claims'], lie: Lies['idToken']): Promise<string> {
    const draft: Draft = { header: { alg: 'ES256', kid: 'one' }, claims, key: this.#keys.privateKey };
    lie?.(draft);
    return await new SignJWT(draft.claims).setProtectedHeader(draft.header).sign(draft.key);
  }

  #profile(): Statement {
    const turtle = `<#me> <http://www.w3.org/ns/solid/terms#oidcIssuer> <${this.url}>;
      <http://www.w3.org/ns/pim/space#storage> <${this.url}alice/>; <http://xmlns.com/foaf/0.1/name> "Alice".`;
    return mutated(
      { status: 200, headers: { 'content-type': 'text/turtle' }, body: turtle },
      this.lies.profile,
    );
  }
}

function say(status: number, body: unknown): Statement {
  return { status, headers: { ...JSON_TYPE }, body };
}

function refusal(error: string): Statement {
  return say(400, { error });
}

function mutated(statement: Statement, lie: ((statement: Statement) => void) | undefined): Statement {
  lie?.(statement);
  return statement;
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString('base64url');
}

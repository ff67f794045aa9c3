import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose';
import type { Issuer, WebId } from '../../src/domain/identity.ts';
import type { Draft, Json, Lies, Statement } from './lies.ts';
import { type Reply, type Seen, type Server, serve } from './server.ts';
import { type Grant, Sessions } from './sessions.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const LIFETIME = 3600;

/** Starts a Solid issuer with one person and her profile. It is honest but for its `lies`. */
export async function startIssuer(lies: Lies = {}): Promise<FakeIssuer> {
  const issuer = new FakeIssuer(await generateKeyPair('ES256'), lies);
  await issuer.start();
  return issuer;
}

/**
 * A small Solid issuer on loopback that asks nobody anything; what is wrong in a token request it refuses.
 */
export class FakeIssuer implements AsyncDisposable {
  /** What it falsifies from now on. */
  lies: Lies;
  readonly sessions = new Sessions();
  #server: Server | undefined;
  readonly #keys: GenerateKeyPairResult;

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
    const code = this.sessions.begin(asked);
    const back = new URL(given('redirect_uri'));
    back.search = new URLSearchParams({ code, state: given('state'), iss: this.url }).toString();
    this.lies.callback?.(back);
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  async #token(request: Seen): Promise<Statement> {
    const grant = await this.sessions.take(request, `${this.url}token`);
    const statement = typeof grant === 'string' ? this.#refuse(grant) : await this.#tokens(grant);
    await this.lies.tokenAnswer?.(statement);
    return statement;
  }

  #refuse(error: string): Statement {
    const { nonce } = this.sessions;
    const demand = error === 'use_dpop_nonce' && nonce !== null ? { 'dpop-nonce': nonce } : {};
    return { status: 400, headers: { ...JSON_TYPE, ...demand }, body: { error } };
  }

  async #tokens({ jkt, nonce, refreshToken }: Grant): Promise<Statement> {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.url, sub: 'alice', webid: this.webId, iat: now, exp: now + LIFETIME };
    const idToken = { ...claims, aud: 'latchkey', ...(nonce !== null && { nonce }) };
    const accessToken = { ...claims, aud: 'solid', jti: crypto.randomUUID(), cnf: { jkt } };
    const body: Json = {
      access_token: await this.#sign(accessToken, this.lies.accessToken),
      token_type: 'DPoP',
      expires_in: LIFETIME,
      id_token: await this.#sign(idToken, this.lies.idToken),
      ...(refreshToken !== null && { refresh_token: refreshToken }),
    };
    this.lies.tokens?.(body);
    return say(200, body);
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

function mutated(statement: Statement, lie: ((statement: Statement) => void) | undefined): Statement {
  lie?.(statement);
  return statement;
}

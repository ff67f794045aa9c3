import { type GenerateKeyPairResult, generateKeyPair } from 'jose';
import type { Issuer, WebId } from '../../src/domain/identity.ts';
import { AuthorizationPage } from './authorization-page.ts';
import { BackChannel, type Moment } from './back-channel.ts';
import { metadataOf, mutated, profileAt, say } from './issuer-documents.ts';
import { IssuerTokens } from './issuer-tokens.ts';
import type { Json, Lies, Statement } from './lies.ts';
import { Registrations } from './registrations.ts';
import { type Reply, type Seen, type Server, serve } from './server.ts';
import { Sessions } from './sessions.ts';
import { visit } from './visit.ts';

/** Starts a Solid issuer with one person and her profile. It is honest but for its `lies`. */
export async function startIssuer(lies: Lies = {}): Promise<FakeIssuer> {
  const issuer = new FakeIssuer(await generateKeyPair('ES256'), lies);
  await issuer.start();
  return issuer;
}

/** A small Solid issuer on loopback whose person says yes to everything; what is wrong in a request it refuses. */
export class FakeIssuer implements AsyncDisposable {
  /** What it falsifies from now on. */
  lies: Lies;
  /** How many seconds its clock is ahead of ours. */
  skew = 0;
  readonly sessions = new Sessions();
  readonly registrations = new Registrations();
  readonly page = new AuthorizationPage(this.registrations);
  readonly tokens: IssuerTokens;
  readonly #backChannel: BackChannel;
  #server: Server | undefined;

  constructor(keys: GenerateKeyPairResult, lies: Lies) {
    this.tokens = new IssuerTokens(keys);
    this.#backChannel = new BackChannel(this.registrations, this.sessions, this.tokens, this.page);
    this.lies = lies;
  }

  async start(): Promise<void> {
    this.#server = await serve((request, response) => this.#answer(request, () => response.destroy()));
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

  /** The requests that it got at a path, whatever their query. */
  seenAt(path: string): readonly Seen[] {
    return this.requests.filter((request) => request.path.split('?')[0] === path);
  }

  /** Goes where a page leads a person who says yes; without her, as far as it leads by itself. */
  readonly visit = (page: URL, { interactive }: { readonly interactive: boolean }): Promise<URL> =>
    visit(page, interactive);

  get #moment(): Moment {
    const now = Math.floor(Date.now() / 1000) + this.skew;
    return { issuer: this.url, webId: this.webId, now, lies: this.lies };
  }

  async #answer(request: Seen, hangUp: () => void): Promise<Reply | 'by-hand'> {
    const url = new URL(request.path, this.url);
    const statement = (await this.#route(request, url)) ?? say(404, 'Not found');
    statement.headers['date'] ??= new Date(this.#moment.now * 1000).toUTCString();
    await this.lies.answer?.(url.pathname, statement);
    const { status, headers, body } = statement;
    if (status !== 0)
      return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
    hangUp();
    return 'by-hand';
  }

  #route(request: Seen, { pathname, searchParams }: URL): Statement | Promise<Statement> | undefined {
    const routes: Record<string, () => Statement | Promise<Statement>> = {
      'GET /.well-known/openid-configuration': () => metadataOf(this.url, this.page.wantsPushed, this.lies),
      'GET /jwks': () => this.#jwks(),
      'POST /register': () => this.#register(JSON.parse(request.body) as Json),
      'GET /authorize': () => this.#authorize(searchParams),
      'POST /pushed': () => this.#backChannel.push(request, this.#moment),
      'POST /token': () => this.#backChannel.token(request, this.#moment),
      'POST /revoke': () => this.#backChannel.revoke(request, this.#moment),
      'GET /logout': () => this.page.logOut(searchParams),
      'GET /alice/card': () => profileAt(this.url, this.lies),
    };
    return pathname.startsWith('/register/')
      ? this.#manage(request, pathname.slice('/register/'.length))
      : routes[`${request.method} ${pathname}`]?.();
  }

  async #jwks(): Promise<Statement> {
    const keys = await this.tokens.publicKeys();
    this.lies.keys?.(keys);
    return say(200, { keys });
  }

  #register(wanted: Json): Statement {
    const answer = this.registrations.answerTo(wanted, `${this.url}register`, this.#moment.now);
    const statement = mutated(say(201, answer), this.lies.registration);
    if (statement.status === 201) this.registrations.keep(statement.body);
    return statement;
  }

  #manage({ method, headers }: Seen, id: string): Statement {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const isDone = method === 'DELETE' && this.registrations.delete(id, token);
    return isDone ? { status: 204, headers: {}, body: '' } : say(401, { error: 'invalid_token' });
  }

  #authorize(query: URLSearchParams): Statement {
    const judged = this.page.judge(query);
    if ('page' in judged) return judged.page;
    const to = 'error' in judged ? judged.to : judged.asked;
    const answer = 'error' in judged ? { error: judged.error } : { code: this.sessions.begin(judged.asked) };
    const back = new URL(to.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ ...answer, state: to.get('state') ?? '', iss: this.url }).toString();
    this.lies.callback?.(back);
    return { status: 302, headers: { location: back.href }, body: '' };
  }
}

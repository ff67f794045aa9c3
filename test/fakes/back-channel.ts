import type { AuthorizationPage } from './authorization-page.ts';
import { authenticate } from './client-authentication.ts';
import { say } from './issuer-documents.ts';
import type { IssuerTokens, Occasion } from './issuer-tokens.ts';
import type { Statement } from './lies.ts';
import type { Registration, Registrations } from './registrations.ts';
import type { Seen } from './server.ts';
import type { Sessions } from './sessions.ts';

/** The issuer as it is at the moment of a request. */
export type Moment = Omit<Occasion, 'client'>;

/** The endpoints of an issuer at which a client has to show who it is: tokens, revocation, pushed requests. */
export class BackChannel {
  readonly #registrations: Registrations;
  readonly #sessions: Sessions;
  readonly #tokens: IssuerTokens;
  readonly #page: AuthorizationPage;
  readonly #usedAssertions = new Set<unknown>();

  constructor(
    registrations: Registrations,
    sessions: Sessions,
    tokens: IssuerTokens,
    page: AuthorizationPage,
  ) {
    this.#registrations = registrations;
    this.#sessions = sessions;
    this.#tokens = tokens;
    this.#page = page;
  }

  async token(request: Seen, moment: Moment): Promise<Statement> {
    const statement = await this.#known(request, moment, async (client) => {
      const now = new Date(moment.now * 1000);
      const grant = await this.#sessions.take(request, client, `${moment.issuer}token`, now);
      if (typeof grant === 'string') return say(400, { error: grant });
      return say(200, await this.#tokens.answerTo(grant, { ...moment, client }));
    });
    const { nonce } = this.#sessions;
    if (nonce !== null) statement.headers['dpop-nonce'] = nonce;
    await moment.lies.tokenAnswer?.(statement);
    return statement;
  }

  /** RFC 7009: whoever may not revoke a token is told no more than who may. */
  revoke(request: Seen, moment: Moment): Promise<Statement> {
    return this.#known(request, moment, ({ client_id }) => {
      this.#sessions.revoke(new URLSearchParams(request.body).get('token') ?? '', client_id);
      return say(200, '');
    });
  }

  /** RFC 9126. */
  push(request: Seen, moment: Moment): Promise<Statement> {
    return this.#known(request, moment, (client) => {
      const uri = this.#page.push(client, request.body);
      return uri === null
        ? say(400, { error: 'invalid_request' })
        : say(201, { request_uri: uri, expires_in: 60 });
    });
  }

  /** Does something for a client that shows who it is; another one is told so (RFC 6749 section 5.2). */
  async #known(
    request: Seen,
    { issuer, now }: Moment,
    work: (client: Registration) => Statement | Promise<Statement>,
  ): Promise<Statement> {
    const client = await authenticate(request, {
      registrations: this.#registrations,
      audience: [issuer, `${issuer}token`],
      used: this.#usedAssertions,
      now: new Date(now * 1000),
    });
    if (client !== null) return await work(client);
    const refusal = say(401, { error: 'invalid_client' });
    const wasBasic = request.headers.authorization !== undefined;
    if (wasBasic) refusal.headers['www-authenticate'] = 'Basic realm="issuer", error="invalid_client"';
    return refusal;
  }
}

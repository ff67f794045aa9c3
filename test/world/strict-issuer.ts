import Provider from 'oidc-provider';
import * as v from 'valibot';
import { configurationOf } from './issuer-configuration.ts';
import { interactionPages } from './issuer-interactions.ts';
import { type IssuerRelaxations, strictestBut } from './issuer-options.ts';
import { errorPage } from './issuer-pages.ts';
import { IssuerStore } from './issuer-store.ts';
import type { Listener } from './listener.ts';
import type { People } from './people.ts';

type Middleware = Parameters<Provider['use']>[0];
type Context = Parameters<Middleware>[0];
type Next = Parameters<Middleware>[1];

const Parsed = v.object({ oidc: v.object({ body: v.record(v.string(), v.unknown()) }) });

const Refusal = v.object({ error: v.string() });

/** A request as it arrived at an issuer. */
export interface SeenByIssuer {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Context['headers'];
  /** What its form or its JSON said. */
  readonly body: Readonly<Record<string, unknown>>;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
  /** What it was answered; 404 while it is under way. */
  readonly status: number;
  /** The error that it was answered or sent back with, such as `invalid_grant`. */
  readonly error: string | null;
}

/** A request in a line, for who wants to know why a session ended. */
export function inWords({ method, path, query, body, status, error }: SeenByIssuer): string {
  const about = query.get('prompt') ?? body['grant_type'] ?? '';
  return `${method} ${path} ${JSON.stringify(about)} ${status} ${error ?? ''}`.trim();
}

/**
 * A Solid issuer made of panva's oidc-provider. It insists on all that the standards allow it to insist on: proofs
 * with its own nonces, PKCE, and refresh tokens of which each serves once, and a second use ends them all.
 */
export class StrictIssuer {
  /** Its issuer string, without a final slash. */
  readonly url: string;
  /** All requests that it got, in order. */
  readonly seen: SeenByIssuer[] = [];
  readonly #store = new IssuerStore();
  readonly #losing = new Set<string>();

  constructor(listener: Listener, people: People, relaxed: IssuerRelaxations = {}) {
    this.url = listener.origin;
    const options = strictestBut(relaxed);
    const provider = new Provider(this.url, configurationOf(this.url, people, this.#store, options));
    provider.use((ctx, next) => this.#log(ctx, next));
    if (options.par === 'required-once') provider.use(openedOnce());
    provider.use(openToOtherOrigins);
    provider.use(interactionPages(provider, people));
    // Koa answers on its own; its promise says nothing.
    const answer = provider.callback();
    listener.answer((request, response) => answer(request, response));
  }

  /** The requests that it got at a path. */
  seenAt(path: string): readonly SeenByIssuer[] {
    return this.seen.filter((request) => request.path === path);
  }

  /** Loses all that ever registered itself, as an issuer does whose memory is a cache. */
  forgetClients(): void {
    this.#store.forget('Client', 'RegistrationAccessToken');
  }

  /** Takes back every consent and every token; access tokens hold at pods until they end. */
  revokeAll(): void {
    this.#store.forget('Grant', 'RefreshToken', 'AccessToken', 'AuthorizationCode');
  }

  /** Signs everybody out of the browsers they signed in with. */
  endSessions(): void {
    this.#store.forget('Session');
  }

  /** Does what the next request at a path asks for, and cuts the line instead of saying so. */
  loseAnswerAt(path: string): void {
    this.#losing.add(path);
  }

  async #log(ctx: Context, next: Next): Promise<void> {
    const { method, path, headers } = ctx;
    const entry = {
      method,
      path,
      headers,
      query: new URLSearchParams(ctx.querystring),
      body: {},
      at: Date.now(),
      status: 404,
      error: null,
    };
    this.seen.push(entry);
    await next();
    Object.assign(entry, { status: ctx.status, error: errorOf(ctx), body: bodyOf(ctx) });
    if (this.#losing.delete(path)) ctx.req.socket.destroy();
  }
}

/** oidc-provider parses a body where it needs one, and leaves the result in its own part of the context. */
function bodyOf(ctx: Context): Readonly<Record<string, unknown>> {
  const { success, output } = v.safeParse(Parsed, ctx);
  return success ? output.oidc.body : {};
}

function errorOf({ body, response }: Context): string | null {
  if (v.is(Refusal, body)) return body.error;
  return URL.parse(response.get('location'))?.searchParams.get('error') ?? null;
}

/** oidc-provider lets a pushed request be opened until somebody has signed in by it. */
function openedOnce(): Middleware {
  const opened = new Set<string>();
  return async (ctx, next) => {
    const request = new URLSearchParams(ctx.querystring).get('request_uri') ?? '';
    if (ctx.path !== '/auth' || !opened.has(request)) {
      if (request !== '') opened.add(request);
      await next();
      return;
    }
    ctx.status = 400;
    ctx.body = errorPage('invalid_request_uri', 'This request has been opened before.');
  };
}

/** oidc-provider lets other origins in everywhere but at the registration of clients. */
async function openToOtherOrigins(ctx: Context, next: Next): Promise<void> {
  const preflight = ctx.method === 'OPTIONS' && ctx.path.startsWith('/reg');
  if (!preflight) await next();
  if (!ctx.path.startsWith('/reg')) return;
  ctx.set('access-control-allow-origin', '*');
  if (!preflight) return;
  ctx.set('access-control-allow-methods', 'GET,POST,PUT,DELETE');
  ctx.set('access-control-allow-headers', ctx.get('access-control-request-headers'));
  ctx.status = 204;
}

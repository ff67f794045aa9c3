import { decodeJwt } from 'jose';
import type { Statement } from './lies.ts';
import type { Registration, Registrations } from './registrations.ts';

/** What an authorization request must hold (RFC 7636, RFC 9449 section 10, Solid-OIDC section 5). */
const REQUIRED = {
  response_type: /^code$/,
  scope: /^(?=.*\bopenid\b)(?=.*\bwebid\b)/,
  state: /^[\w-]{22,}$/,
  nonce: /^[\w-]{22,}$/,
  code_challenge: /^[\w-]{43}$/,
  code_challenge_method: /^S256$/,
  dpop_jkt: /^[\w-]{43}$/,
};

/** An authorization request that the issuer takes, or its refusal. */
export type Judged =
  | { readonly asked: URLSearchParams }
  | { readonly error: string; readonly to: URLSearchParams }
  | { readonly page: Statement };

/** The pages of an issuer in the browser, where its own session with the person lives. */
export class AuthorizationPage {
  /** Whether the person is signed in at the issuer in this browser. */
  isSignedIn = false;
  /** Whether each request has to be pushed (RFC 9126). */
  wantsPushed = false;
  /** Whether the person is asked before the issuer's own session ends. */
  asksAtLogout = false;
  readonly #registrations: Registrations;
  readonly #pushed = new Map<string, URLSearchParams>();

  constructor(registrations: Registrations) {
    this.#registrations = registrations;
  }

  /** Keeps what a client pushed; the answer serves one request. */
  push(client: Registration, body: string): string | null {
    const asked = new URLSearchParams(body);
    for (const secret of ['client_secret', 'client_assertion', 'client_assertion_type']) asked.delete(secret);
    asked.set('client_id', client.client_id);
    if (errorIn(asked) !== null) return null;
    const uri = `urn:ietf:params:oauth:request_uri:${crypto.randomUUID()}`;
    this.#pushed.set(uri, asked);
    return uri;
  }

  /** Judges an authorization request. One of an unknown client goes nowhere (RFC 6749 section 4.1.2.1). */
  judge(query: URLSearchParams): Judged {
    const asked = this.#wholeOf(query);
    if (asked === undefined) return { page: page(400, 'No such request.') };
    const client = this.#registrations.find(asked.get('client_id') ?? '');
    if (client === undefined) return { page: page(400, 'Unknown client.') };
    if (client.redirect_uris?.includes(asked.get('redirect_uri') ?? '') !== true) {
      return { page: page(400, 'Unknown redirect URI.') };
    }
    const error = errorIn(asked);
    if (error !== null) return { error, to: asked };
    if (asked.get('prompt') === 'none' && !this.isSignedIn) return { error: 'login_required', to: asked };
    this.isSignedIn = true;
    return { asked };
  }

  /** What was pushed, once; else what the address itself says, unless all has to be pushed. */
  #wholeOf(query: URLSearchParams): URLSearchParams | undefined {
    const uri = query.get('request_uri');
    if (uri === null) return this.wantsPushed ? undefined : query;
    const pushed = this.#pushed.get(uri);
    this.#pushed.delete(uri);
    return pushed?.get('client_id') === query.get('client_id') ? pushed : undefined;
  }

  /** Ends the issuer's own session (OpenID Connect RP-Initiated Logout 1.0), if need be with the person's word. */
  logOut(query: URLSearchParams): Statement {
    const client = this.#registrations.find(query.get('client_id') ?? '');
    const to = query.get('post_logout_redirect_uri') ?? '';
    if (client?.post_logout_redirect_uris?.includes(to) !== true) return page(400, 'Unknown client.');
    const hint = query.get('id_token_hint');
    const isTheirs = hint !== null && decodeJwt(hint).aud === client.client_id;
    const isAsked = this.asksAtLogout || !isTheirs;
    if (isAsked && query.get('said') !== 'yes') return page(200, 'Do you want to sign out?');
    this.isSignedIn = false;
    return { status: 302, headers: { location: to }, body: '' };
  }
}

function errorIn(asked: URLSearchParams): string | null {
  const isWhole = Object.entries(REQUIRED).every(([name, pattern]) => pattern.test(asked.get(name) ?? ''));
  return isWhole ? null : 'invalid_request';
}

function page(status: number, words: string): Statement {
  return { status, headers: { 'content-type': 'text/plain' }, body: words };
}

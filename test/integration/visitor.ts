import * as v from 'valibot';
import type { Person } from '../world/people.ts';

const Controls = v.object({
  controls: v.object({
    password: v.object({ login: v.string() }),
    oidc: v.optional(v.object({ webId: v.string(), consent: v.string(), cancel: v.string() })),
  }),
});
const Next = v.object({ location: v.string() });

/**
 * Somebody at the sign-in pages of the Community Solid Server 7: does by its account API what the pages do, with
 * cookies as a browser keeps them, and resolves with the URL that the browser is led to in the end.
 */
export class Visitor {
  readonly #server: string;
  readonly #person: Person;
  readonly #cookies = new Map<string, string>();

  constructor(server: string, person: Person) {
    this.#server = server;
    this.#person = person;
  }

  /** Signs in and consents. */
  async consent(authorization: string): Promise<string> {
    const { webId, consent } = await this.#signIn(authorization);
    // The server takes the choice of the WebID and the consent one after the other.
    const chosen = v.parse(Next, await this.#post(webId, { webId: this.#person.webId }));
    await this.#follow(chosen.location);
    const agreed = v.parse(Next, await this.#post(consent, { remember: true }));
    return await this.#follow(agreed.location);
  }

  /** Goes where the pages lead without a word of hers. */
  async silently(url: string): Promise<string> {
    const end = await this.#follow(url);
    if (end.startsWith(this.#server)) throw new Error('User interaction required.');
    return end;
  }

  /** Signs in and presses "Cancel". */
  async cancel(authorization: string): Promise<string> {
    const { cancel } = await this.#signIn(authorization);
    return await this.#follow(v.parse(Next, await this.#post(cancel, {})).location);
  }

  async #signIn(authorization: string) {
    await this.#follow(authorization);
    const { password } = await this.#controls();
    const { email, password: secret } = this.#person;
    await this.#post(password.login, { email, password: secret });
    const { oidc } = await this.#controls();
    if (oidc === undefined) throw new Error('The server knows of no sign-in under way.');
    return oidc;
  }

  async #controls() {
    return v.parse(Controls, await (await this.#get(`${this.#server}.account/`)).json()).controls;
  }

  /** Goes where redirects lead, and stops where they leave the server or end in a page. */
  async #follow(url: string): Promise<string> {
    const response = await this.#get(url);
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location === null) return url;
    const next = new URL(location, url).href;
    return next.startsWith(this.#server) ? await this.#follow(next) : next;
  }

  async #post(url: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.#fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return await response.json();
  }

  #get(url: string): Promise<Response> {
    return this.#fetch(url, {});
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('accept', 'application/json');
    headers.set('cookie', [...this.#cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

import type { Person } from '../world/people.ts';
import { formsIn } from './html-form.ts';

interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

const HOPS = 20;

/**
 * Somebody at sign-in pages that are plain forms, without a browser: follows redirects, fills in what is asked,
 * presses a button, and resolves with the URL at which she leaves the server. Cookies are kept from one visit to
 * the next, as in a browser, so that `prompt=none` finds who signed in before.
 */
export class FormVisitor {
  readonly #person: Person;
  readonly #cookies = new Map<string, Cookie>();

  constructor(person: Person) {
    this.#person = person;
  }

  /** Signs in where that is asked, and allows what is asked. */
  consent(authorization: string): Promise<string> {
    return this.visit(authorization, ['Sign in', 'Allow', 'Log In', 'Authorize']);
  }

  /** Presses "Cancel" at the first page that is shown. */
  cancel(authorization: string): Promise<string> {
    return this.visit(authorization, ['Cancel']);
  }

  /** Opens the page at which one leaves, and leaves. */
  signOut(endSession: string): Promise<string> {
    return this.visit(endSession, ['Sign out']);
  }

  /**
   * Opens a URL and presses, at each page, the first of these buttons that is there.
   *
   * @returns the first URL of another origin, or the last page without a form
   * @throws where a page has forms, and none of the buttons
   */
  async visit(url: string, buttons: readonly string[]): Promise<string> {
    const home = new URL(url).origin;
    let next: string = url;
    let init: RequestInit = {};
    for (let hop = 0; hop < HOPS; hop += 1) {
      const response = await this.#fetch(next, init);
      const location = response.headers.get('location');
      init = {};
      if (location !== null) {
        await response.body?.cancel();
        next = new URL(location, next).href;
        if (new URL(next).origin !== home) return next;
        continue;
      }
      const html = await response.text();
      if (response.status >= 400) throw new Error(`${next} answered ${response.status}: ${html}`);
      if (!html.includes('<form')) return next;
      // "Continue" stands where scripts would send off the form by themselves.
      const sent = this.#fill(html, next, [...buttons, 'Continue']);
      next = sent.action;
      init = { method: sent.method, body: sent.body };
    }
    throw new Error(`${url} leads nowhere.`);
  }

  /** Fills in the form that has one of the buttons, and presses it. */
  #fill(html: string, url: string, wanted: readonly string[]) {
    for (const { action, method, fields, labelled, buttons } of formsIn(html, url)) {
      const pressed = wanted.map((text) => buttons.get(text)).find((button) => button !== undefined);
      if (pressed === undefined) continue;
      const body = new URLSearchParams();
      for (const [name, value] of [...fields, ...pressed]) body.append(name, value);
      const { username, password } = this.#person;
      const answers = { Username: username, Password: password };
      for (const [label, answer] of Object.entries(answers)) {
        const name = labelled.get(label);
        if (name !== undefined) body.set(name, answer);
      }
      return { action, method, body };
    }
    throw new Error(`${url} has none of ${wanted.join()}: ${html}`);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    const cookies = [...this.#cookies.values()].filter(({ path }) => isBelow(pathname, path));
    const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const [, path = '/'] = /; *path=([^;]*)/i.exec(line) ?? [];
    const [, expires = ''] = /; *expires=([^;]*)/i.exec(line) ?? [];
    const key = `${name} ${path}`;
    if (Date.parse(expires) < Date.now()) this.#cookies.delete(key);
    else this.#cookies.set(key, { name, path, value });
  }
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

import type { Page } from 'playwright-core';
import type { SolidProvider } from '../../src/content/provider.ts';
import type { SiteLogin } from '../../src/messaging/site-contract.ts';
import type { Browser } from './browser.ts';
import { listen } from './listener.ts';

declare global {
  interface Window {
    readonly solid?: SolidProvider;
    /** The WebIDs that the app was told of by `change`, in their order. */
    readonly heard: (string | null)[];
  }
}

/** A page of a site that is not the app. */
export interface SitePage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More of it never comes. */
  readonly isEndless?: boolean;
}

/** A website with a Solid app, at an origin of its own. */
export interface Site extends AsyncDisposable {
  /** `http://localhost:PORT`, without a final slash. */
  readonly origin: string;
  /** The app's address. */
  readonly url: string;
}

/** An app as small as can be: it takes the provider that announces itself, and hears of changes. */
const APP = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>App</title>
<link rel="icon" href="data:,">
<script>
  const heard = (window.heard = []);
  const known = new Set();
  addEventListener('solid:announceProvider', ({ detail: { provider } }) => {
    if (known.has(provider)) return;
    known.add(provider);
    provider.addEventListener('change', () => heard.push(provider.webId));
  });
  dispatchEvent(new Event('solid:requestProvider'));
</script>
<h1>App</h1>
`;

/** Starts a website; further pages stand at their paths. */
export async function startSite(pages: Readonly<Record<string, SitePage>> = {}): Promise<Site> {
  const listener = await listen();
  const all = new Map<string, SitePage>(Object.entries({ '/': { html: APP }, ...pages }));
  listener.answer(({ url = '' }, response) => {
    const page = all.get(new URL(url, listener.origin).pathname);
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      ...page?.headers,
    });
    if (page?.isEndless === true) response.write(page.html);
    else response.end(page?.html);
  });
  return {
    origin: listener.origin,
    url: `${listener.origin}/`,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

/** The app signs in: the WebID that it is given, or the code with which it is refused. */
export function logIn(tab: Page, options: SiteLogin = {}): Promise<string> {
  return tab.evaluate(async (asked) => {
    const { solid } = window;
    if (solid === undefined) return 'no provider';
    return solid.login(asked).then(
      ({ webId }) => webId,
      (error: unknown) => String((error as { code?: unknown }).code ?? error),
    );
  }, options);
}

/** Who the person is to the app. */
export function webIdIn(tab: Page): Promise<string | null | undefined> {
  return tab.evaluate(() => window.solid?.webId);
}

/** Resolves once the app has been told, by `change`, who the person is now. */
export async function toldOf(tab: Page, webId: string | null): Promise<void> {
  await tab.waitForFunction(
    (wanted) => window.heard.at(-1) === wanted && window.solid?.webId === wanted,
    webId,
  );
}

/** Resolves once a page has a provider that knows who the person is to it, if anybody. */
export async function providerIn(tab: Page): Promise<void> {
  await tab.waitForFunction(() => window.solid !== undefined);
}

/** What the app is answered: the status, or the name of the error. */
export function send(tab: Page, method: string, url: string, type?: string, body?: string): Promise<string> {
  return tab.evaluate(
    async ([asked, address, contentType, text]) => {
      const { solid } = window;
      if (solid === undefined) return 'no provider';
      const init: RequestInit = { method: asked };
      if (contentType !== undefined) init.headers = { 'content-type': contentType };
      if (text !== undefined) init.body = text;
      return solid.fetch(address, init).then(
        ({ status }) => String(status),
        (error: unknown) => String((error as { code?: unknown }).code ?? error),
      );
    },
    [method, url, type, body] as const,
  );
}

/** The text of what the app reads, or the status of what it is refused. */
export function read(tab: Page, url: string): Promise<string> {
  return tab.evaluate(async (address) => {
    const response = await window.solid?.fetch(address);
    return response?.ok === true ? response.text() : String(response?.status);
  }, url);
}

/** Opens a page in a tab of its own. */
export async function opened({ context }: Browser, url: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(url);
  return tab;
}

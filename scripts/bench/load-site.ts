import { text } from 'node:stream/consumers';
import { listen } from '../../test/world/listener.ts';
import { colour, png } from '../../test/world/png.ts';
import type { UnwatchedBrowser } from '../../test/world/unwatched-browser.ts';

/** What a page says of how it was loaded, in milliseconds since the page before it left for it. */
export interface Loading {
  /** The document that is shown begins to arrive. */
  readonly answered: number;
  /** Its `load` event. */
  readonly loaded: number;
  /** The last of what it asked for is there. */
  readonly shown: number;
  /** The first of its pictures is there. */
  readonly first: number;
}

/** A website whose pages load one another, and tell how long that took, with no debugger in their way. */
export interface LoadSite extends AsyncDisposable {
  /** The page with many requests, at a host: any name of this machine. */
  pageAt(host: string): string;
  /** Has a browser come here, to be told where to go. */
  invite(browser: Pick<UnwatchedBrowser, 'open'>, name: string): Promise<void>;
  /** Sends an invited browser to a page, by a URL that is new. */
  load(name: string, url: string): Promise<Loading>;
  /** The origin to which other pages report by `reporting`. */
  readonly origin: string;
}

/** What the page with many requests asks for. */
const REQUESTS = { images: 150, scripts: 60, styles: 40, fetches: 50 } as const;

export async function startLoadSite(): Promise<LoadSite> {
  const listener = await listen();
  const invited = new Invited();
  listener.answer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', listener.origin);
    const [type, body] = FILES[pathname] ?? ['text/html; charset=utf-8', manyRequests(search)];
    if (pathname !== '/next') {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      return;
    }
    const loading = JSON.parse(await text(request)) as Loading;
    response.writeHead(200, { 'content-type': 'text/plain', 'access-control-allow-origin': '*' });
    invited.arrive(search.slice(1), loading, (url) => response.end(url));
  });
  return {
    origin: listener.origin,
    pageAt: (host) => `http://${host}:${new URL(listener.origin).port}/page`,
    async invite(browser, name) {
      const arrived = invited.arrivalOf(name);
      await browser.open(`${listener.origin}/page?${name}-0-0`, 'in front');
      await arrived;
    },
    load: (name, url) => invited.send(name, url),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

/** Browsers whose page has loaded and waits to be told where to go next, by their names. */
class Invited {
  readonly #leave = new Map<string, (url: string) => void>();
  readonly #expected = new Map<string, (loading: Loading) => void>();
  #sent = 0;

  arrivalOf(name: string): Promise<Loading> {
    return new Promise((resolve) => this.#expected.set(name, resolve));
  }

  arrive(name: string, loading: Loading, leave: (url: string) => void): void {
    this.#leave.set(name, leave);
    this.#expected.get(name)?.(loading);
  }

  send(name: string, url: string): Promise<Loading> {
    const arrived = this.arrivalOf(name);
    this.#sent += 1;
    this.#leave.get(name)?.(`${url}?${name}-${this.#sent}`);
    return arrived;
  }
}

/**
 * The script of a page that reports: once `parts` and the page itself have loaded, it tells when, and goes where it is
 * sent. The address holds the browser's name, a number, and when the page before left.
 *
 * @param origin of the site, or nothing where the page is its own
 * @param parts promises, as the page's script has them
 */
export function reporting(origin: string, parts: string): string {
  return `<script>
  const [side, , start] = location.search.slice(1).split('-');
  const since = (time) => performance.timeOrigin + time - Number(start);
  const loaded = new Promise((resolve) => addEventListener('load', () => resolve(performance.now())));
  let first;
  document.addEventListener('load', ({ target }) => {
    if (target instanceof HTMLImageElement) first ??= performance.now();
  }, true);
  async function report() {
    await Promise.all([loaded, ${parts}]);
    const shown = performance.now();
    const [{ responseStart }] = performance.getEntriesByType('navigation');
    const loading = {
      answered: since(responseStart),
      loaded: since(await loaded),
      first: since(first ?? shown),
      shown: since(shown),
    };
    const next = await fetch('${origin}/next?' + side, { method: 'POST', body: JSON.stringify(loading) });
    location.href = (await next.text()) + '-' + (performance.timeOrigin + performance.now());
  }
  addEventListener('DOMContentLoaded', report);
</script>`;
}

/** A page that shows so many pictures beside it, and reports once it shows them all. */
export function galleryPage(origin: string, pictures: number): string {
  const shown = `new Promise((resolve) => {
      const look = () => {
        const images = [...document.images].filter(({ naturalWidth }) => naturalWidth > 0);
        if (images.length === ${pictures}) resolve();
      };
      document.addEventListener('load', look, true);
      look();
    })`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery</title>
<link rel="icon" href="data:,">
${reporting(origin, shown)}
<script>
  for (let i = 0; i < ${pictures}; i += 1) document.write('<img src="' + i + '.png' + location.search + '" alt="">');
</script>
`;
}

const FILES: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
  '/image.png': ['image/png', png(24, 24, (x, y) => colour((x * y) % 360, 0.6, 0.5))],
  '/script.js': ['text/javascript', `globalThis.ran = (globalThis.ran ?? 0) + 1;${' '.repeat(2000)}`],
  '/style.css': ['text/css', `p { margin: 1px }${' '.repeat(1000)}`],
  '/data.json': ['application/json', JSON.stringify(Array.from({ length: 300 }, (_, i) => i))],
};

function manyRequests(search: string): string {
  const times = (count: number, element: (query: string) => string) =>
    Array.from({ length: count }, (_, i) => element(`${search}-${i}`)).join('\n');
  const fetches = `...Array.from({ length: ${REQUESTS.fetches} }, async (_, i) =>
    (await fetch('/data.json' + location.search + '-' + i)).json())`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Many requests</title>
<link rel="icon" href="data:,">
${reporting('', fetches)}
${times(REQUESTS.styles, (query) => `<link rel="stylesheet" href="/style.css${query}">`)}
${times(REQUESTS.scripts, (query) => `<script src="/script.js${query}" defer></script>`)}
<h1>Many requests</h1>
${times(REQUESTS.images, (query) => `<img src="/image.png${query}" alt="">`)}
`;
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type AppPackage, filesOf } from './app-package.ts';
import { listen } from './listener.ts';
import type { Site } from './site.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Starts a website of a real app's own files, unmodified. */
export async function startApp(app: AppPackage): Promise<Site> {
  const files = await filesOf(app);
  const listener = await listen();
  listener.answer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, listener.origin);
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const body = await readFile(join(files, path)).catch(() => null);
    if (body === null) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
        .end(body);
  });
  return {
    origin: listener.origin,
    url: `${listener.origin}/`,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

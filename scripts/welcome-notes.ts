import { readFile } from 'node:fs/promises';
import { listen } from '../test/world/listener.ts';

const FOLDER = new URL('../docs/examples/notes/', import.meta.url);
const FILES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'notes.css': 'text/css',
  'notes.js': 'text/javascript',
  'pod.js': 'text/javascript',
  'provider.js': 'text/javascript',
};

export interface NotesApp extends AsyncDisposable {
  readonly url: string;
}

/** Serves the example of an app that uses `window.solid`, on an origin of its own. */
export async function serveNotes(): Promise<NotesApp> {
  const listener = await listen();
  listener.answer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', listener.origin);
    const file = pathname === '/' ? 'index.html' : pathname.slice(1);
    const type = FILES[file];
    response.writeHead(type === undefined ? 404 : 200, {
      'content-type': type ?? 'text/plain',
      'cache-control': 'no-cache',
    });
    response.end(type === undefined ? 'Not found' : await readFile(new URL(file, FOLDER)));
  });
  return { url: `${listener.origin}/`, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

import { listen } from '../test/world/listener.ts';
import type { SolidServer } from '../test/world/solid-server.ts';
import { welcomePage } from './welcome-page.ts';

export interface Welcome extends AsyncDisposable {
  readonly url: string;
}

/** Serves the welcome page on loopback. */
export async function serveWelcome(world: SolidServer, notes: string): Promise<Welcome> {
  const page = welcomePage(world, notes);
  const listener = await listen();
  listener.answer((request, response) => {
    const isKnown = request.url === '/';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isKnown ? page : 'Not found');
  });
  return { url: `${listener.origin}/`, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

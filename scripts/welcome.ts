import { once } from 'node:events';
import { createServer } from 'node:http';
import { freePort } from '../test/world/free-port.ts';
import type { SolidServer } from '../test/world/solid-server.ts';
import { welcomePage } from './welcome-page.ts';

export interface Welcome extends AsyncDisposable {
  readonly url: string;
}

/** Serves the welcome page on loopback. */
export async function serveWelcome(world: SolidServer): Promise<Welcome> {
  const page = welcomePage(world);
  const port = await freePort();
  const server = createServer((request, response) => {
    const isKnown = request.url === '/';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isKnown ? page : 'Not found');
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a server of the test world does with a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A web server on loopback. Its address is known before it is told how to answer. */
export interface Listener extends AsyncDisposable {
  /** `http://localhost:PORT`, without a final slash. */
  readonly origin: string;
  /** Answers so from now on. */
  answer(handler: Handler): void;
}

/** Listens on a free port. */
export async function listen(): Promise<Listener> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return {
    origin: `http://localhost:${address.port}`,
    answer(handler) {
      server.on('request', (request, response) => void handle(handler, request, response));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A handler that fails is a mistake in the test world: whoever asked shall see which. */
async function handle(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(error instanceof Error ? error.stack : String(error));
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CERTIFICATE, KEY } from './certificate.ts';

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  /** Path and query, unparsed. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Answers a request; `'by-hand'` where it deals with the response itself. */
export type Answer = (
  request: Seen,
  response: ServerResponse,
) => Reply | 'by-hand' | Promise<Reply | 'by-hand'>;

/** A web server of a test, on loopback. */
export interface Server extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  readonly port: number;
  /** All that has arrived, in order. */
  readonly seen: readonly Seen[];
}

/** Serves http on loopback. */
export function serve(answer: Answer): Promise<Server> {
  return listen('http', answer);
}

/** Serves https for the hosts of the certificate: see `publicInternet`. */
export function serveTls(answer: Answer): Promise<Server> {
  return listen('https', answer);
}

async function listen(scheme: 'http' | 'https', answer: Answer): Promise<Server> {
  const seen: Seen[] = [];
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response, answer, seen);
  };
  const server =
    scheme === 'http' ? createServer(onRequest) : createTlsServer({ key: KEY, cert: CERTIFICATE }, onRequest);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://localhost:${port}/`,
    port,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  log: Seen[],
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const seen: Seen = { method, path: url, headers, body: await text(request) };
  log.push(seen);
  const reply = await answer(seen, response);
  if (reply === 'by-hand') return;
  response.writeHead(reply.status ?? 200, { ...reply.headers } as Record<string, string | string[]>);
  response.end(reply.body);
}

import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Listener, listen } from './listener.ts';

const MEBIBYTE = 1024 * 1024;
const TURTLE = { 'content-type': 'text/turtle' };

/** What a server may send to keep whoever reads it busy. */
const BOMBS = {
  endless: (response: ServerResponse) => {
    response.writeHead(200, TURTLE);
    const pour = () => {
      while (response.write('# and so on\n'.repeat(1000)));
    };
    response.on('drain', pour);
    pour();
  },
  gzip: (response: ServerResponse) => {
    response
      .writeHead(200, { ...TURTLE, 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(64 * MEBIBYTE, '\n')));
  },
  statements: (response: ServerResponse) => {
    response.writeHead(200, TURTLE).end('<> a <>.\n'.repeat(1_000_000));
  },
  bases: (response: ServerResponse) => {
    response.writeHead(200, TURTLE).end('@base <a/>.'.repeat(90_000));
  },
  nested: (response: ServerResponse) => {
    response.writeHead(200, TURTLE).end('<> a '.padEnd(MEBIBYTE, '['));
  },
  redirects: (response: ServerResponse) => {
    response.writeHead(302, { location: '?again' }).end();
  },
  headers: (response: ServerResponse) => {
    response.writeHead(200, { ...TURTLE, link: '<'.repeat(MEBIBYTE) }).end();
  },
} as const;

/** A server that sends a bomb to whoever asks for it, once it is let go. */
export interface BombServer extends AsyncDisposable {
  readonly origin: string;
  /** Resolves when a bomb is asked for; it is held back until `letGo`. */
  asked(bomb: keyof typeof BOMBS): Promise<{ letGo: () => void }>;
}

/** Serves each bomb at its own name; what is not awaited is sent at once. */
export async function startBombServer(): Promise<BombServer> {
  const server: Listener = await listen();
  const awaited = new Map<string, (held: { letGo: () => void }) => void>();
  server.answer(async ({ url = '' }, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const [, bomb] = Object.entries(BOMBS).find(([name]) => url.split('?')[0] === `/${name}`) ?? [];
    if (bomb === undefined) {
      response.writeHead(404).end();
      return;
    }
    const tell = awaited.get(url.slice(1));
    awaited.delete(url.slice(1));
    if (tell !== undefined) await new Promise<void>((letGo) => tell({ letGo }));
    bomb(response);
  });
  return {
    origin: server.origin,
    asked: (bomb) => new Promise((resolve) => awaited.set(bomb, resolve)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Listener, listen } from './listener.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const TURTLE = { 'content-type': 'text/turtle' };
const JSON_LD = { 'content-type': 'application/ld+json' };
/** Milliseconds from one byte of a drip to the next. */
const PACE = 250;

/** As much JSON as an answer may be, and as deep as it can be. */
const DEEP = `${'['.repeat(32 * KIBIBYTE - 500)}${']'.repeat(32 * KIBIBYTE - 500)}`;

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
  lists: (response: ServerResponse) => {
    response.writeHead(200, TURTLE).end(`<> a (${'1 '.repeat(MEBIBYTE / 2 - 5)}).`);
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
  brackets: (response: ServerResponse) => {
    response.writeHead(200, JSON_LD).end('['.repeat(100_000));
  },
  deep: (response: ServerResponse) => {
    response.writeHead(200, JSON_LD).end(DEEP);
  },
  'deep-issuer': (response: ServerResponse, origin: string) => {
    response.writeHead(200, JSON_LD).end(issuerAt(`${origin}/deep-issuer`, origin, DEEP));
  },
  'private-issuer': (response: ServerResponse, origin: string) => {
    response.writeHead(200, JSON_LD).end(issuerAt(`${origin}/private-issuer`, 'https://10.0.0.1', '0'));
  },
  drip: (response: ServerResponse) => {
    response.writeHead(200, TURTLE);
    const dripping = setInterval(() => response.write('#'), PACE);
    response.on('close', () => {
      clearInterval(dripping);
    });
  },
} as const;

/** Metadata that hold up to checking, but for where their endpoints are. */
function issuerAt(issuer: string, endpoints: string, rest: string): string {
  const stated = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].map(
    (name) => `"${name}":"${endpoints}/"`,
  );
  return `{"issuer":"${issuer}",${stated.join()},"x":${rest}}`;
}

export type Bomb = keyof typeof BOMBS;

/** A server that sends a bomb to whoever asks for it, once it is let go. */
export interface BombServer extends AsyncDisposable {
  readonly origin: string;
  /** Resolves when a bomb is asked for; it is held back until `letGo`. */
  asked(bomb: Bomb): Promise<{ letGo: () => void }>;
}

/** Serves each bomb at its own name, and below it; what is not awaited is sent at once. */
export async function startBombServer(): Promise<BombServer> {
  const server: Listener = await listen();
  const awaited = new Map<string, (held: { letGo: () => void }) => void>();
  server.answer(async ({ url = '' }, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const [, bomb] = Object.entries(BOMBS).find(([name]) => name === /^\/([\w-]+)/.exec(url)?.[1]) ?? [];
    if (bomb === undefined) {
      response.writeHead(404).end();
      return;
    }
    const tell = awaited.get(url.slice(1));
    awaited.delete(url.slice(1));
    if (tell !== undefined) await new Promise<void>((letGo) => tell({ letGo }));
    bomb(response, server.origin);
  });
  return {
    origin: server.origin,
    asked: (bomb) => new Promise((resolve) => awaited.set(bomb, resolve)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Happenings } from './happenings.ts';
import { largeBody } from './large-body.ts';
import { listen } from './listener.ts';

/** A request as it arrived at the stub. */
export interface SeenByStub {
  readonly method: string;
  /** Path and query, unparsed. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * A pod that lets everybody in, of every origin, and answers what its addresses say: for comparing one way to fetch
 * with another.
 */
export interface StubPod extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  readonly seen: readonly SeenByStub[];
  /** Resolves once a request for a path has arrived, now or before. */
  arrived(path: string): Promise<SeenByStub>;
  /** Resolves once the connection of a held response was closed by the other side. */
  left(path: string): Promise<void>;
}

const EXPOSED = 'x-shown, location, etag';
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, PUT, POST, PATCH, DELETE',
  'access-control-expose-headers': EXPOSED,
  // What differs shall not be the browser's memory.
  'cache-control': 'no-store',
};

/** A body that no compression makes smaller, the same at every call. */
export function bytesOf(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let i = 0, state = 1; i < length; i += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    bytes[i] = state >> 16;
  }
  return bytes;
}

export const LARGE = 20 * 1024 * 1024;
/** How much of a held body comes before the rest is let go. */
export const BEGINNING = 256 * 1024;

export async function startStubPod(): Promise<StubPod> {
  const listener = await listen();
  const stub = new Stub();
  listener.answer((request, response) => stub.respond(request, response));
  return {
    url: `${listener.origin}/`,
    seen: stub.seen,
    arrived: (path) => stub.arrivals.of(path),
    left: (path) => stub.departures.of(path),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

class Stub {
  readonly seen: SeenByStub[] = [];
  readonly arrivals = new Happenings<SeenByStub>();
  readonly departures = new Happenings<void>();
  readonly #released = new Happenings<void>();

  async respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    if (method === 'OPTIONS') {
      const asked = headers['access-control-request-headers'] ?? '';
      response.writeHead(204, { ...CORS, 'access-control-allow-headers': asked }).end();
      return;
    }
    response.on('close', () => {
      if (!response.writableFinished) this.departures.has(path, undefined);
    });
    const request = { method, path, headers, body: await buffer(incoming) };
    this.seen.push(request);
    this.arrivals.has(path, request);
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    await this.#answer(request, response);
  }

  async #answer(request: SeenByStub, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.path, 'http://stub');
    const [, what = '', rest = ''] = pathname.split('/');
    if (what === 'echo') echo(request, response);
    else if (what === 'status') answerStatus(Number(rest), response);
    else if (what === 'range') answerRange(request, response);
    else if (what === 'cached') answerCached(request, response);
    else if (what === 'redirect')
      response.writeHead(Number(rest), { location: searchParams.get('to') ?? '' }).end();
    else if (what === 'circle') response.writeHead(302, { location: '/circle' }).end();
    else if (what === 'large') answerLarge(rest, response);
    else if (what === 'headers') answerHeaders(response);
    else if (what === 'typed') answerTyped(rest, response);
    else if (what === 'form')
      response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded' }).end('a=1&b=%C3%A9');
    else if (what === 'silent') {
      await this.#released.of(pathname);
      response.end('at last');
    } else if (what === 'held') await this.#hold(request, response);
    else if (what === 'release') this.#release(`/${rest}`, searchParams.get('name') ?? '', response);
    else if (what === 'broken') this.#break(response);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.');
  }

  /** Sends the beginning, and the rest once `/release/held?name=…` is asked for. */
  async #hold({ path }: SeenByStub, response: ServerResponse): Promise<void> {
    const body = bytesOf(LARGE);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': LARGE });
    response.write(body.subarray(0, BEGINNING));
    await this.#released.of(path);
    response.end(body.subarray(BEGINNING));
  }

  #release(what: string, name: string, response: ServerResponse): void {
    this.#released.has(`${what}/${name}`, undefined);
    response.writeHead(204).end();
  }

  /** Promises more than comes. */
  #break(response: ServerResponse): void {
    response.writeHead(200, { 'content-length': LARGE });
    response.write(bytesOf(BEGINNING), () => response.destroy());
  }
}

/** Says what has arrived, as far as a page has a say in it. */
function echo({ method, path, headers, body }: SeenByStub, response: ServerResponse): void {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1];
  const normal = (text: string) => (boundary === undefined ? text : text.replaceAll(boundary, 'BOUNDARY'));
  const text = normal(body.toString('latin1'));
  const said = {
    method,
    path,
    type: normal(headers['content-type'] ?? 'none'),
    length: headers['content-length'] ?? 'none',
    body: text.length > 2000 ? createHash('sha256').update(body).digest('hex') : text,
    custom: headers['x-custom'] ?? 'none',
    accept: headers.accept ?? 'none',
    slug: headers['slug'] ?? 'none',
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
}

/** `large/` has no type; the others are large in the form of their name. */
function answerLarge(form: string, response: ServerResponse): void {
  const [type, body] = largeBody(form) ?? [undefined, bytesOf(LARGE)];
  const headers = {
    'content-length': Buffer.byteLength(body),
    ...(type !== undefined && { 'content-type': type }),
  };
  response.writeHead(200, headers).end(body);
}

function answerStatus(status: number, response: ServerResponse): void {
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  response.writeHead(status, { etag: '"one"', ...(hasBody && { 'content-type': 'text/plain' }) });
  response.end(hasBody ? `Status ${status}.` : undefined);
}

function answerRange({ headers }: SeenByStub, response: ServerResponse): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const whole = 'abcdefghijklmnopqrstuvwxyz';
  if (from === undefined || to === undefined) response.writeHead(200).end(whole);
  else {
    response.writeHead(206, {
      'content-length': Number(to) + 1 - Number(from),
      'content-range': `bytes ${from}-${to}/26`,
      'content-type': 'text/plain',
    });
    response.end(whole.slice(Number(from), Number(to) + 1));
  }
}

function answerCached({ headers }: SeenByStub, response: ServerResponse): void {
  const isKnown = headers['if-none-match'] === '"one"';
  response.writeHead(isKnown ? 304 : 200, { etag: '"one"' }).end(isKnown ? undefined : 'fresh');
}

/** Text in all kinds of types and charsets. */
const TYPED: Record<string, readonly [type: string, text: string, encoding?: BufferEncoding]> = {
  html: ['text/html', '<!doctype html><title>Grüße</title><p>a<p>b'],
  xml: ['application/xml', '<?xml version="1.0"?><a><b c="d">Grüße</b></a>'],
  'broken-xml': ['text/xml', '<a><b></a>'],
  svg: ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  latin: ['text/plain; charset=iso-8859-1', '"Grüße"', 'latin1'],
  bom: ['text/plain; charset=iso-8859-1', '\ufeff"Grüße"'],
  utf16: ['application/json', '\ufeff"Grüße"', 'utf16le'],
  'unknown-charset': ['text/plain; charset=nonsense', '"Grüße"'],
  'xml-latin': ['text/xml', '<?xml version="1.0" encoding="iso-8859-1"?><a>Grüße</a>', 'latin1'],
  'html-latin': ['text/html', '<!doctype html><meta charset="iso-8859-1"><p>Grüße', 'latin1'],
  quoted: ['Text/Plain;a=b; charset="utf-8"', '"Grüße"'],
};

function answerTyped(name: string, response: ServerResponse): void {
  const [type, text, encoding = 'utf8'] = TYPED[name] ?? ['text/plain', 'Nothing here.'];
  response.writeHead(200, { 'content-type': type }).end(Buffer.from(text, encoding));
}

function answerHeaders(response: ServerResponse): void {
  response.writeHead(200, 'All Is Well', [
    ...Object.entries(CORS).flat(),
    ...['content-type', 'text/turtle; charset=utf-8', 'x-shown', 'one', 'x-shown', 'two'],
    ...['x-hidden', 'three', 'set-cookie', 'a=b', 'dpop-nonce', 'four', 'etag', '"one"'],
  ]);
  response.end('ok');
}

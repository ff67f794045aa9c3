import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from '../../test/world/child-server.ts';
import { freePort } from '../../test/world/free-port.ts';
import { type Handler, type Listener, listen } from '../../test/world/listener.ts';
import { type People, peopleAt } from '../../test/world/people.ts';
import type { SolidServer } from '../../test/world/solid-server.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';

/** A server at the far end of a line: every request to it, a preflight too, takes a round trip more. */
export interface FarServer extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  /** The added round trip, in milliseconds. */
  roundTrip: number;
  /** How often each URL's query was asked for: whoever asks names itself there. */
  readonly asked: Map<string, number>;
}

function far(listener: Listener, answer: Handler, end = () => Promise.resolve()): FarServer {
  const server: FarServer = {
    url: `${listener.origin}/`,
    roundTrip: 0,
    asked: new Map(),
    async [Symbol.asyncDispose]() {
      await listener[Symbol.asyncDispose]();
      await end();
    },
  };
  listener.answer(async (request, response) => {
    const query = new URL(request.url ?? '', server.url).search.slice(1);
    server.asked.set(query, (server.asked.get(query) ?? 0) + 1);
    if (server.roundTrip > 0) await delay(server.roundTrip);
    await answer(request, response);
  });
  return server;
}

/** A pod that answers at once whatever is asked with the two headers, and all else with 401. */
export async function startStub(bodies: Readonly<Record<string, Uint8Array>>): Promise<FarServer> {
  return far(await listen(), async (request, response) => {
    const { headers, method, url = '' } = request;
    const cors = {
      'access-control-allow-origin': headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Accept-Patch,ETag,Link,Location,WAC-Allow,WWW-Authenticate',
      vary: 'Accept,Authorization,Origin',
    };
    if (method === 'OPTIONS') {
      const allowed = headers['access-control-request-headers'] ?? '';
      const methods = 'GET,HEAD,OPTIONS,POST,PUT,PATCH,DELETE';
      response.writeHead(204, {
        ...cors,
        'access-control-allow-methods': methods,
        'access-control-allow-headers': allowed,
      });
      response.end();
      return;
    }
    const [path = '', query = ''] = url.slice(1).split('?');
    const isSigned = /^DPoP ./.test(headers.authorization ?? '') && headers['dpop'] !== undefined;
    if (method === 'PUT') {
      const heard = await digestOf(request, query.endsWith('-digest'));
      response.writeHead(isSigned || path.startsWith('public/') ? 201 : 401, cors).end(heard);
      return;
    }
    const body = isSigned || path.startsWith('public/') ? bodies[path.replace('public/', '')] : undefined;
    response.writeHead(body === undefined ? 401 : 200, {
      ...cors,
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      ...(body !== undefined && { 'content-length': body.byteLength }),
    });
    response.end(body);
  });
}

/** Reads a body to its end. To digest it takes time that is nobody's own, so only who asks for it has it. */
async function digestOf(request: IncomingMessage, isWanted: boolean): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of request as AsyncIterable<Uint8Array>) if (isWanted) hash.update(part);
  return hash.digest('hex');
}

const CSS = createRequire(import.meta.url).resolve('@solid/community-server/bin/server.js');

/** A Community Solid Server in memory that knows itself by the address of the line's near end. */
export async function startFarSolidServer(): Promise<FarServer & SolidServer> {
  const listener = await listen();
  const port = await freePort();
  const url = `${listener.origin}/`;
  const people = peopleAt(url);
  const directory = await temporaryDirectory('seed');
  const seed = join(directory.path, 'seed.json');
  await writeFile(seed, JSON.stringify(seedOf(people)));
  const args = [
    '-p',
    String(port),
    '-b',
    url,
    '-l',
    'warn',
    '-c',
    '@css:config/default.json',
    '--seedConfig',
    seed,
  ];
  const server = far(listener, forwardTo(port), async () => {
    await child[Symbol.asyncDispose]();
    await directory[Symbol.asyncDispose]();
  });
  const child = await startChild({ script: CSS, args, directory: directory.path, ready: people.bob.webId });
  return Object.assign(server, people, { stop: async () => server[Symbol.asyncDispose]() });
}

function seedOf({ alice, bob }: People) {
  return [alice, bob].map(({ name, username, email, password }) => ({
    email,
    password,
    pods: [{ name: username, settings: { name } }],
  }));
}

function forwardTo(port: number): Handler {
  const agent = new Agent({ keepAlive: true });
  return (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const onward = httpRequest({ agent, host: 'localhost', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
}

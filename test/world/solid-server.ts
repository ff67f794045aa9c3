import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SETTABLE_CLOCK } from './child-clock.ts';
import { startChild } from './child-server.ts';
import { freePort } from './free-port.ts';
import { type People, peopleAt } from './people.ts';
import { temporaryDirectory } from './temporary.ts';

/** A Community Solid Server of our own, all in memory, where Alice and Bob have accounts and pods. */
export interface SolidServer extends People, AsyncDisposable {
  /** Its base URL, which is its issuer string too, with the final slash. */
  readonly url: string;
  stop(): Promise<void>;
}

/** One whose clock can be set. */
export interface TimedServer extends SolidServer {
  /** Sets its clock to be fast by some seconds, and resolves once it is. */
  setClock(ahead: number): Promise<void>;
}

export interface SolidServerOptions {
  readonly port?: number;
  /** Where others find it, with the final slash, if that is not where it listens. */
  readonly url?: string;
  readonly stopped?: AbortSignal;
}

const SERVER = createRequire(import.meta.url).resolve('@solid/community-server/bin/server.js');

/** Starts a server and resolves once it answers; a signal that aborts before that ends it. */
export async function startSolidServer(options: SolidServerOptions = {}): Promise<TimedServer> {
  const { port = await freePort(), url = `http://localhost:${port}/`, stopped } = options;
  const people = peopleAt(url);
  await using directory = await temporaryDirectory('seed');
  const seed = join(directory.path, 'seed.json');
  await writeFile(seed, JSON.stringify(seedOf(people)));

  const child = await startChild({
    script: SERVER,
    imports: [SETTABLE_CLOCK],
    args: [
      ['-p', String(port), '-b', url, '-l', 'warn'],
      ['-c', '@css:config/default.json', '--seedConfig', seed],
    ].flat(),
    ready: people.bob.webId,
    stopped,
  });
  const stop = async () => await child[Symbol.asyncDispose]();
  const setClock = async (ahead: number) => {
    child.tell(String(ahead));
    while (Math.abs((await clockOf(url)) - Date.now() - ahead * 1000) > 5000);
  };
  return { url, ...people, setClock, stop, [Symbol.asyncDispose]: stop };
}

/** The time that a server tells, in milliseconds. */
async function clockOf(url: string): Promise<number> {
  const { headers } = await fetch(url, { method: 'HEAD' });
  return Date.parse(headers.get('date') ?? '');
}

function seedOf({ alice, bob }: People) {
  return [alice, bob].map(({ name, username, email, password }) => ({
    email,
    password,
    pods: [{ name: username, settings: { name } }],
  }));
}

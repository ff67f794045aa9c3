import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
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

/** One that can be told something. */
export interface ToldServer extends SolidServer {
  /** Writes a line to its standard input, where `imports` may hear it. */
  readonly tell: (line: string) => void;
}

export interface SolidServerOptions {
  readonly port?: number;
  /** Where others find it, with the final slash, if that is not where it listens. */
  readonly url?: string;
  readonly stopped?: AbortSignal;
  /** Modules that run before it. */
  readonly imports?: readonly string[];
}

const SERVER = createRequire(import.meta.url).resolve('@solid/community-server/bin/server.js');

/** Starts a server and resolves once it answers; a signal that aborts before that ends it. */
export async function startSolidServer(options: SolidServerOptions = {}): Promise<ToldServer> {
  const { port = await freePort(), url = `http://localhost:${port}/`, stopped, imports = [] } = options;
  const people = peopleAt(url);
  await using directory = await temporaryDirectory('seed');
  const seed = join(directory.path, 'seed.json');
  await writeFile(seed, JSON.stringify(seedOf(people)));

  const child = await startChild({
    script: SERVER,
    imports,
    args: [
      ['-p', String(port), '-b', url, '-l', 'warn'],
      ['-c', '@css:config/default.json', '--seedConfig', seed],
    ].flat(),
    ready: people.bob.webId,
    stopped,
  });
  const stop = async () => await child[Symbol.asyncDispose]();
  return { url, ...people, stop, tell: child.tell, [Symbol.asyncDispose]: stop };
}

function seedOf({ alice, bob }: People) {
  return [alice, bob].map(({ name, username, email, password }) => ({
    email,
    password,
    pods: [{ name: username, settings: { name } }],
  }));
}

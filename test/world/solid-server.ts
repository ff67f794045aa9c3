import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type People, peopleAt } from './people.ts';
import { temporaryDirectory } from './temporary.ts';

/** A Community Solid Server of our own, all in memory, where Alice and Bob have accounts and pods. */
export interface SolidServer extends People, AsyncDisposable {
  /** Its base URL, which is its issuer string too, with the final slash. */
  readonly url: string;
  stop(): Promise<void>;
}

const SERVER = createRequire(import.meta.url).resolve('@solid/community-server/bin/server.js');
/** The child's standard input is a pipe from us: it ends when we end, however abruptly. */
const DIE_WITH_PARENT = `data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()`;
const START_LIMIT = 90_000;

/** Starts a server and resolves once it answers; a signal that aborts before that ends it. */
export async function startSolidServer(stopped?: AbortSignal): Promise<SolidServer> {
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const people = peopleAt(url);
  await using directory = await temporaryDirectory('seed');
  const seed = join(directory.path, 'seed.json');
  await writeFile(seed, JSON.stringify(seedOf(people)));

  const child = spawn(
    process.execPath,
    ['--import', DIE_WITH_PARENT, SERVER, '-p', String(port), '-b', url, '-l', 'warn'].concat(
      '-c',
      '@css:config/default.json',
      '--seedConfig',
      seed,
    ),
    { stdio: ['pipe', 'pipe', 'pipe'], env: environment() },
  );
  const words = wordsOf(child);
  const stop = () => end(child);
  try {
    await untilItAnswers(child, people.bob.webId, stopped);
  } catch (cause) {
    await stop();
    throw new Error(`The Solid server did not start. It said:\n${words()}`, { cause });
  }
  return { url, ...people, stop, [Symbol.asyncDispose]: stop };
}

/** A server under a test runner would take itself for one of its own unit tests. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, JEST_WORKER_ID: undefined, NODE_ENV: 'production' };
}

function seedOf({ alice, bob }: People) {
  return [alice, bob].map(({ name, username, email, password }) => ({
    email,
    password,
    pods: [{ name: username, settings: { name } }],
  }));
}

/** The last of what a child says, for error messages. */
function wordsOf(child: ChildProcess): () => string {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-10_000);
    });
  }
  return () => words;
}

async function untilItAnswers(child: ChildProcess, webId: string, stopped?: AbortSignal): Promise<void> {
  const limit = Date.now() + START_LIMIT;
  while (Date.now() < limit) {
    stopped?.throwIfAborted();
    if (hasEnded(child)) throw new Error(`It ended with status ${String(child.exitCode)}.`);
    const response = await fetch(webId).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await delay(50);
  }
  throw new Error(`It did not answer within ${START_LIMIT / 1000} seconds.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(timer);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

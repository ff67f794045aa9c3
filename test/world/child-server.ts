import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that runs as a process of its own. */
export interface ChildServer {
  readonly script: string;
  readonly args: readonly string[];
  readonly directory?: string;
  /** Modules that run before it, which hear what it is told. */
  readonly imports?: readonly string[];
  /** What it answers with 200 as soon as it is ready. */
  readonly ready: string;
  /** Aborts where nobody waits for it any more. */
  readonly stopped?: AbortSignal | undefined;
}

/** The child's standard input is a pipe from us: it ends when we end, however abruptly. */
const DIE_WITH_PARENT = `data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()`;
const START_LIMIT = 90_000;

/** A server that runs, and what ends it. */
export interface Child extends AsyncDisposable {
  /** Writes a line to its standard input. */
  readonly tell: (line: string) => void;
}

/** Starts a server and resolves once it answers. */
export async function startChild(server: ChildServer): Promise<Child> {
  const { script, args, directory = process.cwd(), imports = [] } = server;
  const before = [...imports, DIE_WITH_PARENT].flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...before, script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: directory,
    env: environment(),
  });
  const words = wordsOf(child);
  try {
    await untilItAnswers(child, server);
  } catch (cause) {
    await end(child);
    throw new Error(`The server did not start. It said:\n${words()}`, { cause });
  }
  return {
    tell: (line) => child.stdin.write(`${line}\n`),
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** The Community Solid Server under a test runner would take itself for one of its own unit tests. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, JEST_WORKER_ID: undefined, NODE_ENV: 'production' };
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

async function untilItAnswers(child: ChildProcess, { ready, stopped }: ChildServer): Promise<void> {
  const limit = Date.now() + START_LIMIT;
  while (Date.now() < limit) {
    stopped?.throwIfAborted();
    if (hasEnded(child)) throw new Error(`It ended with status ${String(child.exitCode)}.`);
    const response = await fetch(ready).catch(() => null);
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

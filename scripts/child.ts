import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';

export interface Finished {
  readonly status: number;
  /** All that it printed, on both channels, in order. */
  readonly output: string;
}

/** What npm is run with: when npm started us, the very same npm. */
export function npm(...args: readonly string[]): readonly [string, ...string[]] {
  const path = process.env['npm_execpath'];
  return path === undefined ? ['npm', ...args] : [process.execPath, path, ...args];
}

/**
 * Runs a command and keeps what it prints. An abort ends the child with all of its own children: it
 * leads a process group, so that a Ctrl-C reaches it through us only.
 */
export async function run(
  [program, ...args]: readonly [string, ...string[]],
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && program === 'npm',
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  });
  const stop = () => endGroup(child);
  signal.addEventListener('abort', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  try {
    return await new Promise<Finished>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ status: code ?? 1, output }));
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A signal that aborts when this process is asked to end. */
export function endOfProcess(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(signal));
  }
  return controller.signal;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGTERM');
}

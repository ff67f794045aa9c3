import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command line in a POSIX shell, as a person does who pastes it, and says what it printed. */
export async function runInShell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: 30_000 });
  return stdout;
}

/** Runs a module in Node.js, and says what it printed. */
export async function runInNode(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return stdout;
}

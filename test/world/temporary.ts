import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A directory that is gone at the end of its scope, or at the latest when the process exits. */
export interface TemporaryDirectory extends AsyncDisposable {
  readonly path: string;
}

export async function temporaryDirectory(name: string): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), `latchkey-${name}-`));
  // A browser that is ending may still write into its profile for a moment.
  const options = { recursive: true, force: true, maxRetries: 8, retryDelay: 100 };
  const atExit = () => rmSync(path, options);
  process.once('exit', atExit);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, options);
      process.off('exit', atExit);
    },
  };
}

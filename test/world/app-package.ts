import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from '../../scripts/child.ts';

/** A Solid app as its makers publish it: the files of a website, in a package. */
export interface AppPackage {
  readonly name: string;
  readonly version: string;
  /** What the registry said of its archive when it was chosen. */
  readonly integrity: string;
  /** Where in the package the website is. */
  readonly folder: string;
}

/** SolidOS's data browser, seven megabytes. */
export const MASHLIB: AppPackage = {
  name: 'mashlib',
  version: '2.3.3',
  integrity:
    'sha512-KvsXrY+5dqUCQUIz989pkogMTojCwj1NX/f991PhcVpV+UTWQutd/oqSTMEO86V/sDfkJQtZZJ6p3nMjQBbVSw==',
  folder: 'dist',
};

/** Penny, nine megabytes. */
export const PENNY: AppPackage = {
  name: 'penny-pod-inspector',
  version: '0.1024692321.5216227821',
  integrity:
    'sha512-A7pmJtBM2JABoT35MYozxZX8PGx0Vbm3DK3IFEMr/lo3e3VAsGQTvbN1UmmIU+xi6WXrTKMNcLRpGqnchx3u+A==',
  folder: 'standalone',
};

const CACHE = fileURLToPath(new URL('../../.cache/apps/', import.meta.url));
const DOWNLOAD_LIMIT = 100_000;

/**
 * The directory with an app's website, fetched where it is not there yet. Only its own archive is: what an app
 * depends on is built into it, and to install all of that would take hundreds of megabytes.
 */
export async function filesOf(app: AppPackage): Promise<string> {
  const directory = join(CACHE, `${app.name}-${app.version}`);
  const files = join(directory, 'package', app.folder);
  const isThere = await access(files).then(
    () => true,
    () => false,
  );
  if (!isThere) await fetchTo(directory, app);
  return files;
}

/** Fetches beside its place and moves it there last of all, so that it is there whole or not at all. */
async function fetchTo(directory: string, app: AppPackage): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, 'new-'));
  try {
    await succeed(npm('pack', `${app.name}@${app.version}`, '--pack-destination', fresh, '--ignore-scripts'));
    const archive = join(fresh, `${app.name}-${app.version}.tgz`);
    await verify(archive, app);
    await succeed(['tar', '-xzf', archive, '-C', fresh]);
    // Whoever was faster has the same.
    await rename(fresh, directory).catch(() => access(directory));
  } catch (error) {
    await rm(fresh, { recursive: true });
    throw error;
  }
}

async function verify(archive: string, { name, integrity }: AppPackage): Promise<void> {
  const digest = createHash('sha512').update(await readFile(archive));
  const found = `sha512-${digest.digest('base64')}`;
  if (found !== integrity) throw new Error(`${name} is not what was chosen: ${found}`);
}

async function succeed(command: readonly [string, ...string[]]): Promise<void> {
  const { status, output } = await run(command, AbortSignal.timeout(DOWNLOAD_LIMIT));
  if (status !== 0) throw new Error(`${command.join(' ')} failed with status ${status}:\n${output}`);
}

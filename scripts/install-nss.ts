/**
 * Installs the Node Solid Server into `.cache/nss`, for `npm run test:nss`: its packages are several hundred
 * megabytes, too much for everybody who only wants to build or test Latchkey.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NSS_DIRECTORY, NSS_VERSION, nssIsInstalled } from '../test/world/nss-directory.ts';
import { endOfProcess, npm, run } from './child.ts';

const PACKAGE = join(NSS_DIRECTORY, 'node_modules', 'solid-server');
const TEMPLATES = 'default-templates';

if (!(await nssIsInstalled())) await install(endOfProcess());

async function install(stopped: AbortSignal): Promise<void> {
  console.log(`Installing the Node Solid Server ${NSS_VERSION} into ${NSS_DIRECTORY} …`);
  await rm(NSS_DIRECTORY, { recursive: true, force: true });
  await mkdir(NSS_DIRECTORY, { recursive: true });
  await writeFile(join(NSS_DIRECTORY, 'package.json'), '{ "private": true }\n');
  await succeed(stopped, [
    ...npm('install', '--prefix', NSS_DIRECTORY, '--no-audit', '--no-fund', '--ignore-scripts'),
    // React Native, which the server's data browser names as a peer, is not needed to serve.
    '--legacy-peer-deps',
    `solid-server@${NSS_VERSION}`,
  ]);
  await addTemplates(stopped);
  await writeFile(join(NSS_DIRECTORY, 'installed'), NSS_VERSION);
}

/** The package lacks every file whose name begins with a dot, access lists too; an archive within has them. */
async function addTemplates(stopped: AbortSignal): Promise<void> {
  const archive = join(PACKAGE, `solid-server-${NSS_VERSION}.tgz`);
  await succeed(stopped, ['tar', '-xzf', archive, '-C', NSS_DIRECTORY, `package/${TEMPLATES}`]);
  const unpacked = join(NSS_DIRECTORY, 'package');
  await cp(join(unpacked, TEMPLATES), join(PACKAGE, TEMPLATES), { recursive: true });
  await rm(unpacked, { recursive: true });
}

async function succeed(stopped: AbortSignal, command: readonly [string, ...string[]]): Promise<void> {
  const { status, output } = await run(command, stopped);
  if (status !== 0) throw new Error(`${command.join(' ')} failed with status ${status}:\n${output}`);
}

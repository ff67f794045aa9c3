import { createHash, generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { access, constants, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { CHROMIUM, type LaunchOptions } from './browser.ts';
import { temporaryDirectory } from './temporary.ts';

/** What an organisation sets for Latchkey, as the browser itself reads it. */
export interface Policy extends AsyncDisposable {
  /** What the browser has to be launched with, to be under the policy. */
  readonly launchedWith: Pick<LaunchOptions, 'extension' | 'home'>;
  /** Chromium takes it up while it runs, Firefox when it starts. */
  set(policy: object): Promise<void>;
}

/** Where Chromium looks for policies, and Chrome and Edge: nowhere else. */
const POLICIES = join(chromiumDirectory(), 'policies', 'managed');

function chromiumDirectory(): string {
  if (/edge/.test(CHROMIUM)) return '/etc/opt/edge';
  return /chrome/.test(CHROMIUM) ? '/etc/opt/chrome' : '/etc/chromium';
}

/** Whether we may set policies for Chromium, which as a rule only root may. */
export async function maySetPolicies(): Promise<boolean> {
  try {
    await mkdir(POLICIES, { recursive: true });
    await access(POLICIES, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A policy for a copy of the extension with an id of its own, so that it is nobody else's.
 *
 * @param built the directory of the test build
 */
export async function chromiumPolicy(built: string): Promise<Policy> {
  const directory = await temporaryDirectory('managed');
  const extension = join(directory.path, 'extension');
  await cp(built, extension, { recursive: true });
  const id = await giveNewId(join(extension, 'manifest.json'));
  const file = join(POLICIES, `latchkey-${id}.json`);
  const atExit = () => rmSync(file, { force: true });
  process.once('exit', atExit);
  return {
    launchedWith: { extension },
    set: (policy) => writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: policy } } })),
    async [Symbol.asyncDispose]() {
      await rm(file, { force: true });
      process.off('exit', atExit);
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** The id follows from the key in the manifest: the first half of its SHA-256, in letters from a to p. */
async function giveNewId(manifest: string): Promise<string> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const before = JSON.parse(await readFile(manifest, 'utf8')) as object;
  await writeFile(manifest, JSON.stringify({ ...before, key: key.toString('base64') }));
  const digits = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return Array.from(digits, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/**
 * A managed storage manifest, in a home of its own.
 *
 * @param extension the directory of the build for Firefox
 * @param id its id
 */
export async function firefoxPolicy(extension: string, id: string): Promise<Policy> {
  const home = await temporaryDirectory('home');
  const directory = join(home.path, '.mozilla', 'managed-storage');
  await mkdir(directory, { recursive: true });
  return {
    launchedWith: { extension, home: home.path },
    set: (data) =>
      writeFile(
        join(directory, `${id}.json`),
        JSON.stringify({ name: id, description: 'A policy', type: 'storage', data }),
      ),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

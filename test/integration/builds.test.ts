import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';

/** All that a build is made of. */
const SOURCES = [
  ...['src', 'popup', 'options', 'public', 'scripts', 'test/e2e/limits.ts', 'test/world/extension-key.ts'],
  ...['manifest.json', 'package.json', 'tsconfig.json', 'vite.config.ts'],
];
const VITE = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

/** The one text that is run is a constant of the panel's, which the developer tools run in the page that is inspected. */
const MAKES_CODE =
  /\beval\s*\((?!(["'`])location\.origin\1,)|\bFunction\s*\(|\bimportScripts\b|\bfrom\s*["'`]\w+:/;

/** A build, by the path of each file in it. */
type Build = ReadonlyMap<string, string>;

let temporary: TemporaryDirectory;

beforeAll(async () => {
  temporary = await temporaryDirectory('builds');
});
afterAll(() => temporary[Symbol.asyncDispose]());

/** Builds what ships, from a copy of the sources in a directory of its own. */
async function build(kind: string, place: string, env: NodeJS.ProcessEnv = {}): Promise<Build> {
  const root = join(temporary.path, kind, place);
  for (const source of SOURCES) {
    await mkdir(dirname(join(root, source)), { recursive: true });
    await cp(source, join(root, source), { recursive: true });
  }
  await symlink(await realpath('node_modules'), join(root, 'node_modules'));
  const { VITEST: _, NODE_ENV: __, ...plain } = process.env;
  const args = [VITE, 'build', '--logLevel', 'error', '--mode', kind];
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...plain, ...env } });
  return await filesIn(join(root, 'dist', kind));
}

async function filesIn(directory: string): Promise<Build> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = async (path: string) => [relative(directory, path), await readFile(path, 'latin1')] as const;
  return new Map(await Promise.all(paths.sort().map(read)));
}

/** The files of a build of some kind, with what they hold. */
function ofKind(files: Build, extension: string): readonly (readonly [string, string])[] {
  const found = [...files].filter(([path]) => path.endsWith(extension));
  expect(found.length).toBeGreaterThan(0);
  return found;
}

describe.each(['chromium', 'firefox'])('What ships for %s', (kind) => {
  let files: Build;

  beforeAll(async () => {
    files = await build(kind, 'here');
  });

  it('is the same to the byte, wherever and whenever it is built', async () => {
    const again = await build(kind, 'in/another place', { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' });
    expect([...again.keys()]).toEqual([...files.keys()]);
    expect([...again].filter(([path, text]) => files.get(path) !== text).map(([path]) => path)).toEqual([]);
  });

  it('makes no code of text, and loads none from elsewhere', () => {
    for (const [path, text] of ofKind(files, '.js')) {
      expect([path, MAKES_CODE.exec(text)]).toEqual([path, null]);
      expect([path, /\bimport\s*\((?!\s*["'`]\.{0,2}\/)/.exec(text)]).toEqual([path, null]);
      expect([path, /\.(innerHTML|outerHTML)\s*=[^=]|insertAdjacentHTML|document\.write/.exec(text)]).toEqual(
        [path, null],
      );
    }
  });

  it('has pages that hold no script, and name none from elsewhere', () => {
    for (const [path, text] of ofKind(files, '.html')) {
      const scripts = [...text.matchAll(/<script\b([^>]*)>([^<]*)/g)];
      for (const [, attributes, content] of scripts) {
        expect([path, attributes]).toEqual([path, expect.stringMatching(/ src="\/[^/"][^"]*"/)]);
        expect([path, content]).toEqual([path, '']);
      }
      expect([path, /\son\w+=|javascript:|(src|href)="(?!\/[^/])/.exec(text)]).toEqual([path, null]);
    }
  });

  it('has style sheets that load nothing from elsewhere', () => {
    for (const [path, text] of ofKind(files, '.css')) {
      expect([path, /@import|url\(\s*["']?(?!data:image\/|\/[^/])/.exec(text)]).toEqual([path, null]);
    }
  });

  it('holds the notice of every package of which it has a part', async () => {
    const page = await readFile('docs/licences.md', 'utf8');
    const notices = (files.get('licences.txt') ?? '').split(`\n${'-'.repeat(80)}\n\n`).slice(1);
    for (const notice of notices) {
      const [name = '', version = ''] = notice.split(/\s/);
      expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${version.replaceAll('.', '\\.')} `));
      expect(notice).toMatch(/copyright[\s\S]*permission|redistribution/i);
    }
    expect(notices.map((notice) => notice.split(' ')[0])).toEqual(
      expect.arrayContaining(['preact', 'n3', 'jose']),
    );
  });
});

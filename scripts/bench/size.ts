import process from 'node:process';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { build, type Plugin } from 'vite';
import { run } from '../child.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { table, writeSection } from './results.ts';

/** As `size-limit` says it, in bytes after gzip. */
const Sizes = v.array(v.object({ name: v.string(), size: v.number(), sizeLimit: v.number() }));

/** An app that does no more than be able to sign in and to fetch. */
const APPS: Readonly<Record<string, string>> = {
  '`@inrupt/solid-client-authn-browser`': `
    import { Session } from '@inrupt/solid-client-authn-browser';
    globalThis.session = new Session();`,
  '`@uvdsl/solid-oidc-client-browser`': `
    import { SessionCore } from '@uvdsl/solid-oidc-client-browser/core';
    import { SessionIDB } from '@uvdsl/solid-oidc-client-browser';
    globalThis.session = new SessionCore({}, { database: new SessionIDB() });`,
  Latchkey: `
    globalThis.session = solid;`,
};

const IN_PAGE = "import './src/content/bridge.iife.ts'; import './src/content/provider.iife.ts';";

/** What content scripts of connected pages are there for: what is left where a module does nothing. */
const PAGES: readonly (readonly [string, without: readonly string[], mode?: string])[] = [
  ['`solid`, `fetch` and `XMLHttpRequest`', []],
  ['`solid` and `fetch`', ['wrapXhr']],
  ['`solid` alone', ['wrapXhr', 'wrapFetch']],
  ['Firefox, where requests are signed on their way', [], 'firefox'],
];

/** What each part of Latchkey weighs, and what a login library adds to every app. */
export async function benchSize(): Promise<void> {
  say('\n  Size: what ships, and what an app ships\n');
  await step('Latchkey is built', buildLatchkey);
  const own = await step('Its parts are weighed', weighParts);
  const apps = await step('Apps are built, with a login library and without', () =>
    Promise.all(Object.values(APPS).map((source) => weigh(source))),
  );
  const pages = await step('Content scripts are built, and built with less', () =>
    Promise.all(PAGES.map(([, without, mode]) => weigh(IN_PAGE, without, mode))),
  );
  const parts = own.map(({ name, size, sizeLimit }) => [name, inKb(size), inKb(sizeLimit)]);
  const libraries = Object.keys(APPS).map((name, index) => [name, inKb(apps[index] ?? 0)]);
  const scripts = PAGES.map(([name], index) => [name, inKb(pages[index] ?? 0)]);
  await writeSection('## `npm run bench -- size`', section(parts, libraries, scripts));
}

async function weighParts() {
  const script = ['node_modules/size-limit/bin.js', '--json'] as const;
  const { output } = await run([process.execPath, ...script], new AbortController().signal);
  return v.parse(Sizes, JSON.parse(output));
}

/**
 * @param without functions that do nothing
 * @returns what a script weighs, built as for production, in bytes after gzip
 */
async function weigh(source: string, without: readonly string[] = [], mode = 'production'): Promise<number> {
  const entry: Plugin = {
    name: 'app',
    enforce: 'pre',
    resolveId: (id) => (id === 'app' ? `${process.cwd()}/app.js` : null),
    load: (id) => (id.endsWith('/app.js') ? source : null),
    transform(code) {
      const name = without.find((one) => code.includes(`export function ${one}(`));
      return name === undefined ? null : `export function ${name}() {}`;
    },
  };
  const built = await build({
    ...{ configFile: false, logLevel: 'error', mode, plugins: [entry] },
    build: { write: false, target: 'chrome148', modulePreload: false, rolldownOptions: { input: 'app' } },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('The script was not built.');
  const code = built.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('');
  return gzipSync(code, { level: 9 }).length;
}

function inKb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

type Rows = readonly string[][];

function section(parts: Rows, libraries: Rows, scripts: Rows): string {
  return `Scripts as they ship, minified, after gzip. \`npm test\` holds the limits.

${table([['part', 'weighs', 'limit'], ...parts])}

What an app ships to be able to sign people in and to fetch as them, built by Vite as for production:

${table([['by', 'adds to each app'], ...libraries])}

What the content scripts of a connected page weigh that stand in for so much, both in one file:

${table([['for', 'weighs'], ...scripts])}`;
}

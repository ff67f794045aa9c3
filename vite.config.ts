import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };
import { withDevTools } from './scripts/devtools-manifest.ts';
import { notices } from './scripts/notices.ts';
import { scriptNames } from './scripts/script-names.ts';
import { smallest } from './scripts/smallest.ts';
import { NOT_IN_FIREFOX } from './test/e2e/limits.ts';
import { TEST_EXTENSION_KEY } from './test/world/extension-key.ts';

const { content_security_policy: _, ...unprotected } = manifest;

/** The first in which all of Firefox, on Android as well, knows `data_collection_permissions`. */
const OLDEST_FIREFOX = '142';

const MANIFESTS = {
  chromium: manifest,
  firefox: firefoxManifest(),
  test: { ...manifest, key: TEST_EXTENSION_KEY },
  developers: withDevTools(manifest),
  // Hot reload puts inline styles and scripts of the development server into the pages.
  dev: unprotected,
};

/** Ends the id of a module that is bundled for the developers' tabs alone: see `developersApart`. */
const APART = '?apart';

/** Patience with browsers and servers on a busy machine, in milliseconds; Vitest's own for `expect.poll` is a second. */
const SLOW = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

const IN_BROWSER = {
  globalSetup: 'test/e2e/server.ts',
  // `npm test` runs the stories of both browsers side by side, which is what two cores can do.
  fileParallelism: false,
  ...SLOW,
};

const PROJECTS: TestProjectInlineConfiguration[] = [
  { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
  { extends: true, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...SLOW } },
  {
    extends: true,
    test: {
      name: 'e2e',
      include: ['test/e2e/**/*.test.ts'],
      exclude: ['test/e2e/firefox*.test.ts'],
      provide: { browser: 'chromium' },
      ...IN_BROWSER,
    },
  },
  {
    extends: true,
    test: {
      name: 'firefox',
      include: ['test/e2e/**/*.test.ts'],
      exclude: Object.keys(NOT_IN_FIREFOX).map((story) => `test/e2e/${story}.test.ts`),
      provide: { browser: 'firefox' },
      ...IN_BROWSER,
    },
  },
];

/**
 * `vite build` makes what ships in `dist/chromium`, `vite build --mode firefox` the same in `dist/firefox`;
 * `vite build --mode developers` makes
 * the former with a panel in the developer tools in `dist/developers`; `vite build --mode test` the former with a pinned
 * extension id in `dist/test`; `vite serve` one in `dist/dev` that reloads at every change.
 */
export default defineConfig(({ command, mode }) => {
  const kind = command === 'serve' ? 'dev' : isKind(mode) ? mode : 'chromium';
  const isFirefox = kind === 'firefox';
  const extension = () =>
    crx({ manifest: MANIFESTS[kind] as ManifestV3Export, browser: isFirefox ? 'firefox' : 'chrome' });
  return {
    plugins: [
      preact(),
      ...(process.env['VITEST'] === undefined
        ? [extension(), exposeNothing(), noHtml(), notices(), developersApart(), smallest()]
        : [scriptNames()]),
    ],
    build: {
      outDir: `dist/${kind}`,
      target: isFirefox ? `firefox${OLDEST_FIREFOX}` : 'chrome148',
      modulePreload: false,
      rolldownOptions: {
        input: {
          approve: 'popup/approve.html',
          options: 'options/index.html',
          ...(isFirefox && { passage: 'popup/passage.html' }),
          // What has no panel in the developer tools ships without its page.
          ...(kind !== 'chromium' && { panel: 'popup/panel.html', devtools: 'popup/devtools.html' }),
        },
        output: {
          chunkFileNames: ({ moduleIds, facadeModuleId }) =>
            `assets/${chunkName([...moduleIds, facadeModuleId ?? ''])}.js`,
          codeSplitting: { groups: [SHARED_BY_ALL] },
        },
      },
    },
    test: { projects: PROJECTS },
  };
});

function isKind(mode: string): mode is keyof typeof MANIFESTS {
  return Object.hasOwn(MANIFESTS, mode);
}

/** The manifest for Firefox: an event page instead of a worker, listeners that wait for us instead of rules. */
function firefoxManifest(): object {
  const {
    minimum_chrome_version: _version,
    message_serialization: _messages,
    storage: _schema,
    ...shared
  } = manifest;
  return {
    ...shared,
    devtools_page: withDevTools(manifest).devtools_page,
    // The panel is there once somebody allows it among the add-on's permissions.
    optional_permissions: ['devtools'],
    browser_specific_settings: {
      gecko: {
        id: 'latchkey@latchkey.example',
        strict_min_version: `${OLDEST_FIREFOX}.0`,
        data_collection_permissions: { required: ['none'] },
      },
    },
    // A WebSocket is asked for, too, and a pattern of https matches none.
    optional_host_permissions: [
      ...manifest.optional_host_permissions,
      ...manifest.optional_host_permissions.map((pattern) => pattern.replace(/^http/, 'ws')),
    ],
    background: { scripts: [manifest.background.service_worker], type: 'module' },
    permissions: manifest.permissions.map((permission) =>
      permission === 'declarativeNetRequestWithHostAccess' ? 'webRequestBlocking' : permission,
    ),
  };
}

/** What the tabs for developers are made of, and the panel in the developer tools. */
const DEVELOPERS = /\/popup\/developers\/(developers|explain\w*|explanation-card)\./;

/** What the worker and its pages are all made of stands in one file: a dozen small ones pack worse. */
const SHARED_BY_ALL = {
  name: 'domain',
  test: /\/src\/(domain\/|platform\/browser\.|messaging\/view-port\.)/,
  minShareCount: 2,
};

/** Shared code is named for whoever shares it, so that package.json can measure what each page loads. */
function sharersOf(moduleIds: readonly string[]): string {
  if (moduleIds.some((id) => id.includes('/ui/lock/'))) return 'lock';
  if (moduleIds.some((id) => id.includes('/options/'))) return 'options';
  if (moduleIds.some((id) => id.includes('/popup/developers/explaining.'))) return 'explaining';
  if (moduleIds.some((id) => DEVELOPERS.test(id))) return 'developers';
  if (moduleIds.some((id) => id.includes('/src/inspect/examination.'))) return 'examination';
  if (moduleIds.some((id) => id.endsWith(APART))) return 'outside';
  if (moduleIds.some((id) => id.includes('/popup/'))) return 'index.html';
  if (moduleIds.some((id) => /\/src\/(ui\/|messaging\/client\.)|\/node_modules\/@?preact/.test(id)))
    return 'controls';
  return '[name]';
}

/**
 * The worker has a name of its own: while it is hashed, CRXJS has a hash of our directory in it in place of the content
 * scripts' names, and a build from elsewhere would be another one.
 */
function chunkName(moduleIds: readonly string[]): string {
  const isWorker = moduleIds.some((id) => id.endsWith('/src/background/index.ts'));
  return isWorker ? 'index.ts-worker' : `${sharersOf(moduleIds)}-[hash]`;
}

/**
 * What the developers' tabs need of the protocol is bundled with them once more. Shared with the worker, it would have
 * to stand in files of its own, and the worker would be 3 kB larger. Errors are not apart: they are told by class.
 */
function developersApart(): Plugin {
  const PARTS = /\/src\/(oidc|inspect)\/|\/src\/platform\/(http|turtle)\.|\/node_modules\/(?!@?preact)/;
  return {
    name: 'developers-apart',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer = '', options) {
      if (!/\/popup\/developers\/|\/options\/worker\.|\?apart$/.test(importer)) return null;
      const found = await this.resolve(source, importer.replace(APART, ''), { ...options, skipSelf: true });
      return found !== null && PARTS.test(found.id) ? { ...found, id: found.id + APART } : found;
    },
  };
}

/** CRXJS lets every website load our content scripts' files, by which a website could tell that we are here. */
function exposeNothing(): Plugin {
  return {
    name: 'expose-nothing',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const asset = bundle['manifest.json'];
        if (asset?.type !== 'asset') throw new Error('The build has no manifest.');
        const built = Object.entries(JSON.parse(String(asset.source)) as object);
        const shown = built.filter(([key]) => key !== 'web_accessible_resources');
        asset.source = JSON.stringify(Object.fromEntries(shown), null, 2);
      },
    },
  };
}

/** Preact can make elements of a string of HTML. Nothing here does, and no page of ours could be made to. */
function noHtml(): Plugin {
  const ASSIGNMENT = /\b\w+\.innerHTML=\w+\.__html\b/g;
  return {
    name: 'no-html',
    apply: 'build',
    transform(code, id) {
      if (!/\/preact\/dist\/preact\.m/.test(id)) return null;
      const without = code.replace(ASSIGNMENT, 'void 0');
      if (without === code) this.error('Preact sets HTML in another way than was expected.');
      return { code: without, map: null };
    },
  };
}

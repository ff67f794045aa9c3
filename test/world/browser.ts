import { resolve } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Worker } from 'playwright-core';
import { killWorker, wakeWorker } from './worker.ts';

export const CHROMIUM = process.env['LATCHKEY_CHROMIUM'] ?? '/usr/bin/chromium';
/** Chromium's own sandbox does not work for root. */
export const HAS_SANDBOX = process.getuid?.() !== 0;
export const HEADLESS: readonly string[] = ['--headless=new', '--disable-gpu'];

export interface LaunchOptions {
  /** The directory of the built extension. */
  readonly extension: string;
  /** The directories of other extensions, which are loaded beside it. */
  readonly others?: readonly string[];
  /** The directory of the browser's profile: launch with the same one again to restart the browser. */
  readonly profile: string;
  readonly headless: boolean;
  /** The home directory, where it is not the one of whoever runs it. */
  readonly home?: string;
}

/** An extension beside ours. */
export interface OtherExtension {
  readonly origin: string;
  worker(): Promise<Pick<Worker, 'evaluate'>>;
}

/** A running browser with the extension in it. */
export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The origin of the extension's pages. */
  readonly origin: string;
  /** The extension's worker, woken when it sleeps; `evaluate` on a worker that was killed since would hang. */
  worker(): Promise<Pick<Worker, 'evaluate'>>;
  /** Ends the worker as the browser does when it is idle. */
  killWorker(): Promise<void>;
  /** Installs the extension once more over itself, as an update does. */
  update(): Promise<void>;
  /** One of the other extensions, by its directory. */
  other(directory: string): Promise<OtherExtension>;
  close(): Promise<void>;
}

/** A running Chromium. */
export interface Chromium extends Browser {
  /** The DevTools session of the whole browser. */
  readonly devtools: CDPSession;
}

/** Starts a Chromium with the extension and resolves once the extension is there. */
export async function launch({
  extension,
  others = [],
  profile,
  headless,
}: LaunchOptions): Promise<Chromium> {
  const directory = resolve(extension);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    // Playwright's own headless mode is an old shell without extensions; `--headless=new` below is the browser.
    headless: false,
    chromiumSandbox: HAS_SANDBOX,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [...argumentsFor([directory, ...others]), ...(headless ? HEADLESS : [])],
    ...(headless ? {} : { viewport: null, colorScheme: null }),
  });
  try {
    return await withExtension(context, directory);
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** How every browser of the test world is started, with some extensions. */
export function argumentsFor(directories: readonly string[]): readonly string[] {
  const extensions = directories.map((directory) => resolve(directory)).join(',');
  return [
    '--no-first-run',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-extensions-except=${extensions}`,
    `--load-extension=${extensions}`,
    '--enable-unsafe-extension-debugging',
  ];
}

async function withExtension(context: BrowserContext, directory: string): Promise<Chromium> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  if (devtools === undefined) throw new Error('The browser has no DevTools session.');
  const extensionId = await loadedExtensionId(devtools, directory);
  const close = () => context.close();
  return {
    context,
    extensionId,
    origin: `chrome-extension://${extensionId}`,
    devtools,
    worker: () => wakeWorker(context, devtools, extensionId),
    killWorker: () => killWorker(context, devtools, extensionId),
    async update() {
      await devtools.send('Extensions.loadUnpacked', { path: directory });
    },
    other: async (directory) => {
      const id = await loadedExtensionId(devtools, directory);
      return { origin: `chrome-extension://${id}`, worker: () => wakeWorker(context, devtools, id) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * The id of the extension in a directory.
 *
 * Chromium takes `--load-extension` and keeps the extension's permissions over a restart. Branded Chrome and Edge
 * ignore it since 137; they load over the debugging pipe, and forget permissions (not storage) at each restart.
 */
async function loadedExtensionId(devtools: CDPSession, directory: string): Promise<string> {
  const { extensions } = await devtools.send('Extensions.getExtensions').catch(() => ({ extensions: [] }));
  const known = extensions.find(({ path }) => resolve(path) === directory);
  return known?.id ?? (await devtools.send('Extensions.loadUnpacked', { path: directory })).id;
}

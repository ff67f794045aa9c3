import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { type BrowserContext, firefox, type Page, type Worker } from 'playwright-core';
import * as v from 'valibot';
import { type Bidi, joined } from './bidi.ts';
import type { Browser, LaunchOptions } from './browser.ts';
import type { DevTools } from './devtools.ts';
import { tellOfExtensionPages } from './extension-pages.ts';
import { openToolbox } from './firefox-devtools.ts';
import {
  addPermissions,
  complaintsFrom,
  evaluateInView,
  type Inside,
  insideOf,
  isInstalled,
  suspendBackground,
  wakeBackground,
} from './firefox-inside.ts';

const FIREFOX = process.env['LATCHKEY_FIREFOX'] ?? '/usr/bin/firefox-esr';

/** Firefox gives an extension's pages a random host at its installation, unless it is chosen beforehand. */
const hostOf = (nth: number) => `6c617463-686b-4579-8000-${String(nth + 1).padStart(12, '0')}`;

const PREFERENCES = {
  // An extension in the profile is installed for good, without a signature and without a question.
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
};

/** Whatever is asked for in a click is granted, and the clipboard read, where nobody could answer the browser's own question. */
const UNATTENDED = {
  'extensions.webextOptionalPermissionPrompts': false,
  'dom.events.testing.asyncClipboard': true,
};

/** A running Firefox with the extension in it. */
export interface Firefox extends Browser {
  /** Gives the extension optional hosts, as a person does in the add-on's settings. */
  addHosts(patterns: readonly string[]): Promise<void>;
  /** Lets the extension into private windows, as a person does in the add-on's settings. */
  letIntoPrivateWindows(): Promise<void>;
  /** Lets the extension into the developer tools, opens them on a page, and the extension's panel in them. */
  openDevTools(page: Page): Promise<DevTools>;
  /** Calls back with each request that was answered, with the headers with which it left. */
  onAnswered(listener: (request: AnsweredRequest) => void): void;
  /** The errors and warnings of the extension's own code and pages that stand in the browser's console. */
  complaints(): Promise<readonly string[]>;
}

/** A request as WebDriver BiDi tells of it once it is answered (`network.RequestData`). */
export interface AnsweredRequest {
  readonly method: string;
  readonly url: string;
  /** The Fetch Standard's destination. */
  readonly destination: string;
  readonly headers: readonly { readonly name: string }[];
}

/**
 * Starts a Firefox with the extension, which stays in the profile, and resolves once it is there.
 *
 * @param preferences further ones than every Firefox of the test world has
 */
export async function launchFirefox(
  { extension, others = [], profile, headless, home }: LaunchOptions,
  preferences: Readonly<Record<string, boolean>> = {},
): Promise<Firefox> {
  const directories = [extension, ...others];
  const ids = await Promise.all(directories.map((directory) => placeExtension(directory, profile)));
  const [id = ''] = ids;
  const [context, bidi] = await joined(profile, () =>
    firefox.launchPersistentContext(profile, {
      channel: 'moz-firefox',
      executablePath: FIREFOX,
      ...(home === undefined ? {} : { env: { ...process.env, HOME: home } }),
      headless,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: ['--remote-allow-system-access'],
      firefoxUserPrefs: {
        ...PREFERENCES,
        ...(headless ? UNATTENDED : {}),
        ...preferences,
        'extensions.webextensions.uuids': JSON.stringify(
          Object.fromEntries(ids.map((one, i) => [one, hostOf(i)])),
        ),
      },
      ...(headless ? {} : { viewport: null }),
    }),
  );
  try {
    const inside = await insideOf(bidi);
    await tellOfExtensionPages(bidi, inside.window);
    // Only Firefox ESR keeps an extension without a signature. Another forgets it, with all that it knows, when closed.
    if (!(await isInstalled(inside, id))) await installForNow(bidi, extension);
    await wakeBackground(inside, id);
    return withExtension({ context, bidi, inside, id }, directories);
  } catch (error) {
    await context.close();
    throw error;
  }
}

interface Launched {
  readonly context: BrowserContext;
  readonly bidi: Bidi;
  readonly inside: Inside;
  readonly id: string;
}

function withExtension(
  { context, bidi, inside, id }: Launched,
  [extension = '', ...others]: readonly string[],
): Firefox {
  const origin = originOf(0);
  const close = () => context.close();
  return {
    context,
    extensionId: id,
    origin,
    worker: () => awake(inside, id),
    killWorker: () => suspendBackground(inside, id),
    update: () => installForNow(bidi, extension),
    other: async (directory) => {
      const other = await addonId(directory);
      return { origin: originOf(others.indexOf(directory) + 1), worker: () => awake(inside, other) };
    },
    addHosts: (patterns) => addPermissions(inside, id, [], patterns),
    letIntoPrivateWindows: () => addPermissions(inside, id, ['internal:privateBrowsingAllowed'], []),
    openDevTools: (page) => openToolbox(inside, id, page.url()),
    // Playwright knows the headers of a request only as they were before any extension saw them.
    onAnswered: (listener) =>
      bidi.on('network.responseCompleted', ({ request }) => listener(request as AnsweredRequest)),
    complaints: () => complaintsFrom(inside, origin),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const originOf = (nth: number) => `moz-extension://${hostOf(nth)}`;

async function awake(inside: Inside, id: string): Promise<Pick<Worker, 'evaluate'>> {
  await wakeBackground(inside, id);
  const evaluate = (code: (argument: never) => unknown, argument?: unknown) =>
    evaluateInView(inside, id, 'background', code, argument);
  return { evaluate: evaluate as Worker['evaluate'] };
}

const Manifest = v.object({ browser_specific_settings: v.object({ gecko: v.object({ id: v.string() }) }) });

async function addonId(extension: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8'));
  return v.parse(Manifest, manifest).browser_specific_settings.gecko.id;
}

async function installForNow(bidi: Bidi, extension: string): Promise<void> {
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: resolve(extension) } });
}

/**
 * A file named as the add-on, with the path of its directory: from there Firefox loads it.
 *
 * @returns the add-on's id
 */
async function placeExtension(extension: string, profile: string): Promise<string> {
  const id = await addonId(extension);
  const directory = join(profile, 'extensions');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, id), resolve(extension) + sep);
  return id;
}

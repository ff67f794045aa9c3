import process from 'node:process';
import { type Browser, launch } from '../test/world/browser.ts';
import { launchFirefox } from '../test/world/firefox.ts';
import { fillPods } from '../test/world/pods.ts';
import { type SolidServer, startSolidServer } from '../test/world/solid-server.ts';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { endOfProcess, npm, run } from './child.ts';
import { FIREFOX, wantedBrowser } from './ready-browser.js';
import { playStory } from './story.ts';
import { paint, say, step } from './terminal.ts';
import { serveWelcome } from './welcome.ts';
import { serveNotes } from './welcome-notes.ts';

/**
 * `npm start`: a Solid server with Alice and Bob on it and a browser with Latchkey, to try it all out by hand.
 * Without a display, or with `--headless`, it plays the story itself. `--browser firefox` does it in Firefox.
 */
const stopped = endOfProcess();
const isFirefox = wantedBrowser(process.argv.slice(2)) === FIREFOX;
const isHeadless = process.argv.includes('--headless') || !hasDisplay();
/** Whoever ends us need not wait for long, even where a step hangs: children and files go with the process. */
stopped.addEventListener('abort', () => setTimeout(() => process.exit(130), 8_000).unref());

try {
  await main();
} catch (error) {
  if (!stopped.aborted) {
    say(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
if (stopped.aborted) process.exitCode = 130;

async function main(): Promise<void> {
  say(`\n  ${paint('bold', 'Latchkey, the key to your own pod')}\n`);
  await step('Latchkey is built', build);
  stopped.throwIfAborted();
  await using server = await step('A Solid server runs, with Alice and Bob on it', () =>
    startSolidServer({ stopped }),
  );
  stopped.throwIfAborted();
  await step('Their pods hold private and public pages', () => fillPods(server));
  stopped.throwIfAborted();
  await using profile = await temporaryDirectory('profile');
  await using browser = await step('A browser runs with Latchkey in it', () => open(profile.path));
  // What waits for the browser ends with it.
  stopped.addEventListener('abort', () => void browser.close());
  stopped.throwIfAborted();
  await using notes = await serveNotes();
  await (isHeadless ? playStory(browser, server, notes.url) : showAround(browser, server, notes.url));
}

async function build(): Promise<void> {
  const script = isFirefox ? 'build:firefox' : 'build:chromium';
  const { status, output } = await run(npm('run', '--silent', script), stopped);
  if (status !== 0) throw new Error(output);
}

function open(profile: string): Promise<Browser> {
  const options = { profile, headless: isHeadless };
  return isFirefox
    ? launchFirefox({ ...options, extension: 'dist/firefox' })
    : launch({ ...options, extension: 'dist/chromium' });
}

async function showAround({ context, origin }: Browser, server: SolidServer, notes: string): Promise<void> {
  await using welcome = await serveWelcome(server, notes);
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(welcome.url);
  say();
  say(`  The browser shows what to click: ${welcome.url}`);
  for (const { name, webId, email, password } of [server.alice, server.bob]) {
    say(`  ${paint('bold', name)}  ${webId}  ${email}  password ${password}`);
  }
  say(`  The notes app, a site that works with pods: ${notes}`);
  say(`  Latchkey's popup as a page: ${origin}/popup/index.html`);
  say(`\n  ${paint('dim', 'Close the browser or press Ctrl-C to end it all.')}\n`);
  await closed;
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return [DISPLAY, WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '');
}

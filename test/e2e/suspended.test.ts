import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { press, questionOf } from '../world/approval.ts';
import { journalOf } from '../world/journal.ts';
import { closing, tabIdOf } from '../world/pages.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods, disconnectSite, openPopup, signOut, switchTo } from '../world/popup.ts';
import { signInAt, signInPage } from '../world/sign-in-page.ts';
import { logIn, opened, read, type Site, startSite, toldOf } from '../world/site.ts';
import { openScene, type Scene } from './scene.ts';
import { close } from './site-scene.ts';

let scene: Scene;
let site: Site;
let tab: Page;
let app: Page;

beforeAll(async () => {
  [scene, site] = [await openScene(), await startSite()];
  await grantedBefore(scene.browser);
  // A page of Latchkey's would wake the worker as soon as it has ended.
  await scene.popup.close();
  tab = await scene.browser.context.newPage();
  app = await opened(scene.browser, site.url);
});
afterAll(() => close(scene, site));
beforeEach(() => scene.browser.killWorker());

describe('With the worker ended before each step, Alice', () => {
  test('asks to sign in, trusts the issuer, and signs in at its page', async () => {
    const { alice, browser, server } = scene;
    await inPopup(async (popup) => {
      await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(alice.webId);
      await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
      await popup.getByRole('button', { name: 'Trust and sign in' }).waitFor();
      await browser.killWorker();
      const page = signInPage(browser.context, server);
      await popup.getByRole('button', { name: 'Trust and sign in' }).click();
      await signInAt(await page, alice);
      await popup.getByRole('radio', { name: alice.name, checked: true }).waitFor();
    });
  });

  test('lets Latchkey open her pod', () => inPopup(allowPods));

  test('opens a private page', () => journalOf(tab).open(privatePage(), 200));

  test('connects the app, at which another worker has ended before it had brought all', async () => {
    const tabId = await tabIdOf(scene.browser, app);
    const worker = await scene.browser.worker();
    const files = ['src/content/bridge.iife.js'];
    await worker.evaluate((asked) => chrome.scripting.executeScript(asked), { target: { tabId }, files });
    await inPopup(async (popup) => {
      await popup.getByRole('button', { name: 'Connect this site' }).click();
      await answer('Always allow');
      await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
    });
    await toldOf(app, scene.alice.webId);
  });

  test('reads by solid.fetch', async () => {
    expect(await read(app, notes())).toContain('<');
  });

  test('reads by the app’s own fetch', async () => {
    expect(await app.evaluate(async (url) => (await fetch(url)).status, notes())).toBe(200);
  });

  test('reads by an XMLHttpRequest', async () => {
    const status = app.evaluate(
      (url) =>
        new Promise<number>((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.onloadend = () => resolve(xhr.status);
          xhr.open('GET', url);
          xhr.send();
        }),
      notes(),
    );
    expect(await status).toBe(200);
  });

  test('sees a picture in the app', () => showPicture());

  test('loads the app anew, which is told of her', async () => {
    await app.reload();
    await toldOf(app, scene.alice.webId);
  });

  test('sees a picture there, too', () => showPicture());

  test('becomes nobody, which the app hears', async () => {
    await inPopup((popup) => switchTo(popup, 'Anonymous'));
    await toldOf(app, null);
  });

  test('reads nothing as nobody', async () => {
    expect(await read(app, notes())).toBe('401');
  });

  test('becomes herself again', async () => {
    await inPopup((popup) => switchTo(popup, scene.alice.name));
    await toldOf(app, scene.alice.webId);
  });

  test('takes it back from the app', async () => {
    await inPopup(disconnectSite);
    await toldOf(app, null);
  });

  test('is asked by the app, and says no', async () => {
    const login = logIn(app, { access: [{ storage: scene.alice.pod, modes: ['read'] }] });
    await answer('Deny');
    expect(await login).toBe('user-rejected');
  });

  test('signs out', () => inPopup((popup) => signOut(popup, scene.alice.name)));

  test('finds her page shut', () => journalOf(tab).open(privatePage(), 401));
});

/** Opens the popup over the app, and does something there with the worker ended once more. */
async function inPopup(act: (popup: Page) => Promise<void>): Promise<void> {
  const popup = await openPopup(scene.browser, app);
  await popup.getByRole('radio', { name: 'Anonymous' }).waitFor();
  await scene.browser.killWorker();
  await act(popup);
  await popup.close();
}

/** Answers the question of the app, with the worker ended between question and answer. */
async function answer(words: 'Always allow' | 'Deny'): Promise<void> {
  const question = await questionOf(scene.browser, site.origin);
  await scene.browser.killWorker();
  await closing(question, () => press(question, words));
}

async function showPicture(): Promise<void> {
  await app.evaluate(
    (src) => document.body.replaceChildren(Object.assign(new Image(), { src })),
    `${scene.alice.pod}private/picture.png`,
  );
  await app.waitForFunction(() => document.images[0]?.naturalWidth === 480);
}

function privatePage(): string {
  return `${scene.alice.pod}private/plain.html`;
}

function notes(): string {
  return `${scene.alice.pod}private/notes.ttl`;
}

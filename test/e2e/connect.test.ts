import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { keptValues } from '../world/kept-values.ts';
import { closing, pageAt, tabIdOf } from '../world/pages.ts';
import { disconnectSite, openPopup, signOut, switchTo } from '../world/popup.ts';
import { signInAt } from '../world/sign-in-page.ts';
import { notInFirefox } from './browsers.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let tab: Page;
let popup: Page;
let approval: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
});
afterAll(() => scene[Symbol.asyncDispose]());

beforeEach(async () => {
  await journalOf(tab).open(privatePage(), 200);
  popup = await openPopup(scene.browser, tab);
  await popup.getByRole('button', { name: 'Connect this site' }).click();
  approval = await pageAt(scene.browser.context, `${scene.browser.origin}/popup/approve.html`);
  await approval.getByRole('heading', { level: 1 }).waitFor();
});

describe('The approval window', () => {
  test('says who asks, as whom, for what, and that a pod’s host holds pages by others', async () => {
    const { alice, server } = scene;
    const { host, origin } = new URL(server);
    await expect.poll(() => approval.getByRole('heading', { level: 1 }).textContent()).toContain(host);
    for (const words of [origin, alice.name, alice.pod, `Every page stored on ${host} could use this`]) {
      await approval.getByText(words).filter({ visible: true }).first().waitFor();
    }
    await answer('Deny');
  });

  test('takes no for no: nothing is granted and nothing shown', async () => {
    await answer('Deny');
    expect(await grants()).toEqual([]);
    expect(await pictureWidth()).toBe(0);
  });

  test('takes being closed, and Escape, for no', async () => {
    await approval.close();
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    approval = await pageAt(scene.browser.context, approval.url().replace(/\?.*/, ''));
    await approval.getByRole('heading', { level: 1 }).waitFor();
    await closing(approval, () => approval.keyboard.press('Escape'));
    expect(await grants()).toEqual([]);
  });

  notInFirefox('nothing of ours runs before its page does')(
    'does not take a click that comes as it opens',
    async () => {
      // The page is loaded anew, and clicked in the same turn in which its buttons appear.
      await approval.addInitScript(() => {
        new MutationObserver((_, observer) => {
          const button = [...document.querySelectorAll('button')].find((one) =>
            /Always/.test(one.textContent),
          );
          if (button === undefined) return;
          observer.disconnect();
          button.click();
          document.documentElement.dataset['clicked'] = 'early';
        }).observe(document, { childList: true, subtree: true });
      });
      await approval.reload();
      await approval.locator('html[data-clicked=early]').waitFor();
      await approval.getByRole('button', { name: 'Always allow', disabled: false }).waitFor();
      expect(await grants()).toEqual([]);
      await answer('Deny');
    },
  );

  test('goes when the person becomes somebody else', async () => {
    await closing(approval, () => switchTo(popup, 'Anonymous'));
    expect(await grants()).toEqual([]);
    await switchTo(popup, scene.alice.name);
  });

  test('goes with the page that asked, and grants nothing', async () => {
    await closing(approval, () => tab.goto('about:blank'));
    expect(await grants()).toEqual([]);
  });
});

describe('What was allowed', () => {
  test('once, ends with the page', async () => {
    await answer('Allow once');
    await expect.poll(() => pictureWidth()).toBe(480);
    await journalOf(tab).after(() => tab.reload(), privatePage(), 200);
    expect(await pictureWidth()).toBe(0);
  });

  test('until sign-out, ends with it', async () => {
    await answer('Allow until sign-out');
    await expect.poll(() => pictureWidth()).toBe(480);
    expect(await grants()).toHaveLength(1);
    await switchTo(popup, 'Anonymous');
    expect(await grants()).toHaveLength(1);
    await switchTo(popup, scene.alice.name);
    await signOutAndIn();
    expect(await grants()).toEqual([]);
  });

  test('always, ends when the site is disconnected', async () => {
    await answer('Always allow');
    await expect.poll(() => pictureWidth()).toBe(480);
    await signOutAndIn();
    expect(await grants()).toHaveLength(1);
    await popup.getByRole('button', { name: 'Disconnect' }).click();
    await popup.getByText('Not connected').waitFor();
    expect(await grants()).toEqual([]);
    await journalOf(tab).after(() => tab.reload(), privatePage(), 200);
    expect(await pictureWidth()).toBe(0);
  });

  test('is not brought back by what a content script can write', async () => {
    await answer('Always allow');
    await expect.poll(() => pictureWidth()).toBe(480);
    const allowed = await grants();
    await disconnectSite(popup);
    expect(await writtenByContentScript({ grants: { version: 1, value: allowed } })).toContain('grants');
    await scene.browser.killWorker();
    await journalOf(tab).after(() => tab.reload(), privatePage(), 200);
    expect(await pictureWidth()).toBe(0);
    await popup.getByText('Not connected').waitFor();
  });
});

/** Has a content script of ours write into `storage.local`; the names that it finds there then. */
async function writtenByContentScript(items: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const tabId = await tabIdOf(scene.browser, tab);
  const [injected] = await popup.evaluate(
    ([id, all]) =>
      chrome.scripting.executeScript({
        target: { tabId: id },
        func: async (written: object) => {
          await chrome.storage.local.set(written);
          return Object.keys(await chrome.storage.local.get());
        },
        args: [all],
      }),
    [tabId, items] as const,
  );
  return injected?.result ?? [];
}

function privatePage(): string {
  return `${scene.alice.pod}private/page.html`;
}

async function answer(name: string): Promise<void> {
  const button = approval.getByRole('button', { name, disabled: false });
  await closing(approval, () => button.click());
}

async function signOutAndIn(): Promise<void> {
  const { alice, browser } = scene;
  await signOut(popup, alice.name);
  const page = browser.context.waitForEvent('page');
  await popup.getByRole('button', { name: `Sign in again as ${alice.name}` }).click();
  await signInAt(await page, alice);
  await popup.getByText('Signed in', { exact: true }).waitFor();
}

/** The width of the page's private picture as loaded; its failure is awaited, too. */
async function pictureWidth(): Promise<number | undefined> {
  await tab.waitForFunction(() => document.images[0]?.complete === true);
  return tab.evaluate(() => document.images[0]?.naturalWidth);
}

async function grants(): Promise<readonly unknown[]> {
  const { grants: stored } = await keptValues(popup);
  return (stored ?? []) as readonly unknown[];
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { switchTo } from '../world/popup.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let tab: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('The toolbar button', () => {
  test('opens the popup over the page, which speaks of the page’s site', async () => {
    await journalOf(tab).open(`${scene.alice.pod}private/page.html`, 200);
    await tab.bringToFront();
    const worker = await scene.browser.worker();
    await worker.evaluate(() => chrome.action.openPopup());
    await expect.poll(() => popupText()).toContain(new URL(scene.server).host);
    await expect.poll(() => popupText()).toContain('Connect this site');
  });

  test('is marked on a tab whose page wanted more', async () => {
    await expect.poll(() => badge()).toBe('!');
    await tab.goto('about:blank');
    await expect.poll(() => badge()).toBe('');
  });

  test('tells who the person is', async () => {
    await expect.poll(() => title()).toBe(`Latchkey: ${scene.alice.name}`);
    await switchTo(scene.popup, 'Anonymous');
    await expect.poll(() => title()).toBe('Latchkey');
  });
});

/** What the real popup says, read by another page of Latchkey: it is no tab that could be driven. */
async function popupText(): Promise<string | null | undefined> {
  return scene.popup.evaluate(
    () => chrome.extension.getViews({ type: 'popup' })[0]?.document.body.textContent,
  );
}

async function badge(): Promise<string> {
  await tab.bringToFront();
  const worker = await scene.browser.worker();
  return worker.evaluate(async () => {
    const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return active?.id === undefined ? 'no tab' : chrome.action.getBadgeText({ tabId: active.id });
  });
}

async function title(): Promise<string> {
  const worker = await scene.browser.worker();
  return worker.evaluate(() => chrome.action.getTitle({}));
}

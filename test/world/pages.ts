import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page, Response } from 'playwright-core';
import type { Browser } from './browser.ts';

/** Waits for an open page whose address begins with a prefix, in whatever window or tab. */
export async function pageAt(context: BrowserContext, prefix: string, limit = 20_000): Promise<Page> {
  const end = Date.now() + limit;
  while (Date.now() < end) {
    const page = context.pages().find((open) => !open.isClosed() && open.url().startsWith(prefix));
    if (page !== undefined) return page;
    await delay(50);
  }
  const open = context.pages().map((page) => page.url());
  throw new Error(`No page came up at ${prefix}; open are: ${open.join(', ')}`);
}

/** The browser's id of a page's tab; brings the tab to the front. */
export async function tabIdOf(browser: Browser, page: Page): Promise<number> {
  const worker = await browser.worker();
  await page.bringToFront();
  const id = await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return tab?.id;
  });
  if (id === undefined) throw new Error(`${page.url()} has no tab.`);
  return id;
}

/**
 * Opens a URL in a tab and says the status of the document that stays: a signed navigation first meets a 401 and
 * is then replaced in place. Waits for `expected` for a while, and then a little longer for it to change.
 */
export async function settledStatus(tab: Page, url: string, expected: number): Promise<number | undefined> {
  const statuses: number[] = [];
  const note = (response: Response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === tab.mainFrame())
      statuses.push(response.status());
  };
  tab.on('response', note);
  try {
    // A navigation that is replaced under way is reported as interrupted.
    await tab.goto(url).catch(() => undefined);
    const end = Date.now() + 5_000;
    while (statuses.at(-1) !== expected && Date.now() < end) await delay(20);
    await delay(300);
    await tab.waitForLoadState();
    return statuses.at(-1);
  } finally {
    tab.off('response', note);
  }
}

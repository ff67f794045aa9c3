import type { BrowserContext, Page } from 'playwright-core';
import type { Browser } from './browser.ts';

/** Waits for a page whose address begins with a prefix, in whatever window or tab, open already or to come. */
export async function pageAt(context: BrowserContext, prefix: string, limit = 20_000): Promise<Page> {
  return await new Promise<Page>((resolve, reject) => {
    const expect = (page: Page) => {
      const arrived = page.waitForURL((url) => url.href.startsWith(prefix), {
        timeout: 0,
        waitUntil: 'commit',
      });
      arrived.then(
        () => settle(() => resolve(page)),
        // A load may be cut off by the one that leads there; a page may close without ever getting there.
        () => page.isClosed() || expect(page),
      );
    };
    const timer = setTimeout(() => {
      const open = context.pages().map((page) => page.url());
      settle(() => reject(new Error(`No page came up at ${prefix}; open are: ${open.join(', ')}`)));
    }, limit);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      context.off('page', expect);
      end();
    };
    context.on('page', expect);
    context.pages().forEach(expect);
  });
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
 * Brings a page to the front, as whoever presses something there does. Chromium draws one that is behind others and has
 * changed but once a second, and a click waits for two frames.
 */
export async function atFront(page: Page): Promise<Page> {
  await page.bringToFront();
  return page;
}

/** Does what closes a page, and resolves once it has closed. */
export async function closing(page: Page, act: () => Promise<unknown>): Promise<void> {
  // A press that closes its page may be told that the page is gone before it is told that it was done.
  await Promise.all([page.waitForEvent('close'), act().catch(() => undefined)]);
}

/**
 * Asks a page again and again until it says yes: to `waitForFunction`, the promise of an asynchronous predicate is a
 * yes already.
 */
export async function saysYes<Argument>(
  page: Page,
  question: (argument: Argument) => Promise<boolean>,
  argument: Argument,
  limit = 20_000,
): Promise<void> {
  const end = Date.now() + limit;
  while (!(await page.evaluate(question as (argument: unknown) => Promise<boolean>, argument))) {
    if (Date.now() > end) throw new Error(`${page.url()} never said yes to ${String(question)}`);
  }
}

import type { Page } from 'playwright-core';
import type { Browser } from '../world/browser.ts';
import { inFirefox } from './browsers.ts';

/** All that stands in a page, in one text: its markup, what its fields hold, and what its shadow roots hold. */
export function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const found = [document.documentElement.outerHTML, document.title, location.href];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if ('value' in element) found.push(String(element.value));
        if (element.shadowRoot === null) continue;
        found.push(element.shadowRoot.innerHTML);
        visit(element.shadowRoot);
      }
    };
    visit(document);
    return found.join('\n');
  });
}

/** What is on the clipboard. */
export async function clipboardOf({ context }: Browser, page: Page): Promise<string> {
  await page.bringToFront();
  if (!inFirefox) await context.grantPermissions(['clipboard-read']);
  return page.evaluate(() => navigator.clipboard.readText());
}

import { browser } from '../platform/browser.ts';

const BRASS = '#8a5a00';

/** Marks a tab's toolbar icon: something was refused there that the person may allow. */
export async function mark(tabId: number, text = '!'): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ color: BRASS });
    await browser.action.setBadgeText({ tabId, text });
  } catch {
    // The tab is gone, and its icon with it.
  }
}

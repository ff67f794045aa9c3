import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import type { Firefox } from './firefox.ts';

/** What `chrome://extensions` may do, as far as it is used here. */
interface DeveloperPrivate {
  updateProfileConfiguration(change: { readonly inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(change: {
    readonly extensionId: string;
    readonly incognitoAccess: boolean;
  }): Promise<void>;
  readonly onItemStateChanged: {
    addListener(listener: (change: { readonly event_type: string; readonly item_id: string }) => void): void;
  };
}

/** Lets the extension into private windows, as a person does on the browser's own page; Chromium starts it anew. */
export async function letIntoPrivateWindows(browser: Browser): Promise<void> {
  if (browser.origin.startsWith('moz-extension:')) {
    await (browser as Firefox).letIntoPrivateWindows();
    return;
  }
  const page = await browser.context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(async (extensionId) => {
    const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
    // Without it, what is started anew and was not installed from a store stays off.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    // That is answered before the extension is unloaded, and a page that is opened until then goes with it.
    const startedAnew = new Promise<void>((resolve) => {
      let isUnloaded = false;
      developerPrivate.onItemStateChanged.addListener(({ event_type: type, item_id: id }) => {
        if (id !== extensionId) return;
        if (type === 'UNLOADED') isUnloaded = true;
        if (isUnloaded && type === 'LOADED') resolve();
      });
    });
    await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
    await startedAnew;
  }, browser.extensionId);
  await page.close();
}

/** Opens a page in a private window of its own. */
export async function openedInPrivate(browser: Browser, popup: Page, url: string): Promise<Page> {
  const opening = browser.context.waitForEvent('page');
  await popup.evaluate((address) => chrome.windows.create({ incognito: true, url: address }), url);
  const page = await opening;
  await page.waitForURL(url);
  return page;
}

import type { Tabs, Windows } from 'webextension-polyfill';
import { browser } from './browser.ts';

/**
 * Shows a page that may be opened but once, as a pushed request (RFC 9126 section 4). Whatever page Firefox is given it
 * first asks for unseen, in case that leads back at once: so it is given the server's front page, and the window in
 * which it then shows it is led on to the page itself.
 *
 * @returns the URL that the page led back to
 */
export async function openOnce(page: URL): Promise<string> {
  const { identity, tabs, windows } = browser;
  const shown = new Set<number | undefined>();
  const onWindow = ({ id, type }: Windows.Window) => {
    if (type === 'popup') shown.add(id);
  };
  const onTab = (id: number, { status }: Tabs.OnUpdatedChangeInfoType, { windowId, url }: Tabs.Tab) => {
    // Only now is the front page on its way: led on before, the window would still go to it. Ours have other pages.
    if (status !== 'loading' || !shown.has(windowId) || url?.startsWith(browser.runtime.getURL(''))) return;
    shown.clear();
    void tabs.update(id, { url: page.href, loadReplace: true });
  };
  windows.onCreated.addListener(onWindow);
  tabs.onUpdated.addListener(onTab);
  try {
    return await identity.launchWebAuthFlow({ url: `${page.origin}/`, interactive: true });
  } finally {
    windows.onCreated.removeListener(onWindow);
    tabs.onUpdated.removeListener(onTab);
  }
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Browser, launch } from '../world/browser.ts';
import { buildWithDevTools, type DevTools, openDevTools } from '../world/devtools.ts';
import { launchFirefox } from '../world/firefox.ts';
import { setUpLock } from '../world/lock.ts';
import { peopleAt } from '../world/people.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods, openPopup, signIn } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';
import { inFirefox } from './browsers.ts';
import { EXTENSION } from './scene.ts';

const { alice } = peopleAt(inject('server'));
const NOTES = `${alice.pod}private/notes.ttl`;

let browser: Browser;
let openPanel: (tab: Page) => Promise<DevTools>;
let directories: readonly TemporaryDirectory[];
let site: Site;
let panel: DevTools;

beforeAll(async () => {
  directories = [await buildWithDevTools(EXTENSION), await temporaryDirectory('profile')];
  const [extension = '', profile = ''] = directories.map(({ path }) => path);
  if (inFirefox) {
    const firefox = await launchFirefox({ extension: 'dist/firefox', profile, headless: true });
    [browser, openPanel] = [firefox, (tab) => firefox.openDevTools(tab)];
  } else {
    const chromium = await launch({ extension, profile, headless: true });
    [browser, openPanel] = [chromium, (tab) => openDevTools(chromium, tab)];
  }
  await grantedBefore(browser);
  const popup = await openPopup(browser);
  await signIn(browser, popup, inject('server'), alice);
  await allowPods(popup);
  site = await startSite();
  const tab = await opened(browser, site.url);
  panel = await openPanel(tab);
  await tab.evaluate((url) => fetch(url).then(String), NOTES);
});
afterAll(async () => {
  await browser.close();
  for (const one of [site, ...directories]) await one[Symbol.asyncDispose]();
});

/** Waits in the panel for an element that says something, and resolves with what it says. */
function said(selector: string, part: string): Promise<string> {
  return panel.evaluate(`new Promise((resolve) => {
    const look = () => {
      const found = [...document.querySelectorAll('${selector}')].find((one) => one.textContent.includes('${part}'));
      if (found === undefined) return;
      observer.disconnect();
      resolve(found.textContent);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    look();
  })`);
}

describe('The panel in the developer tools', () => {
  test('lists what the inspected page was refused', async () => {
    expect(await said('.requests button', NOTES)).toBe(`401GET${NOTES}`);
  });

  test('explains it with the page as the site', async () => {
    await panel.evaluate(`document.querySelector('.requests button').click()`);
    expect(await said('article h2', 'connected')).toContain(site.origin);
    expect(await said('article code', 'site-')).toBe('site-not-granted');
  });

  test('explains nothing while Latchkey is locked', async () => {
    const options = await opened(browser, `${browser.origin}/options/index.html#privacy`);
    await setUpLock(options, 'curiouser and curiouser');
    await options.getByRole('button', { name: 'Lock now' }).click();
    expect(await said('[role=alert]', 'locked')).toContain('Unlock it in the popup');
    expect(await panel.evaluate(`document.querySelector('.requests')`)).toBe(null);
  });
});

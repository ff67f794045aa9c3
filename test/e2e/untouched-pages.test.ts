import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectSite, offeredToSites, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite, toldOf } from '../world/site.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { close } from './site-scene.ts';

let scene: Scene;
let connected: Site;
let other: Site;
let tab: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  connected = await startSite();
  other = await startSite();
  tab = await opened(scene.browser, connected.url);
  const popup = await openPopup(scene.browser, tab);
  await connectSite(scene.browser, popup);
  await toldOf(tab, scene.alice.webId);
  await offeredToSites(popup, true);
});
afterAll(() => close(scene, connected, other));

/** The worlds of a page's scripts, the page's own first, as the debugger tells of them. */
async function worldsOf(page: Page): Promise<readonly string[]> {
  const session = await scene.browser.context.newCDPSession(page);
  const worlds: string[] = [];
  session.on('Runtime.executionContextCreated', ({ context: { name, origin } }) => {
    // The driver of this test has worlds of its own.
    if (!name.startsWith('__playwright')) worlds.push(name === '' ? 'own' : origin);
  });
  await session.send('Runtime.enable');
  await session.detach();
  return worlds.toSorted().toReversed();
}

/** Which of what Latchkey stands in for is still the browser's own. */
function nativesIn(page: Page) {
  return page.evaluate(() => {
    const isNative = (value: unknown) =>
      typeof value === 'function' && Function.prototype.toString.call(value).includes('[native code]');
    const replaced = (of: object, names: readonly string[]) =>
      names.filter((name) => !isNative(Reflect.get(of, name)));
    return {
      replaced: [
        ...replaced(window, ['fetch', 'Request', 'Response', 'XMLHttpRequest']),
        ...replaced(XMLHttpRequest.prototype, ['open', 'send', 'setRequestHeader']),
      ],
      solid: 'solid' in window,
    };
  });
}

describe('A page that is neither connected nor chosen', () => {
  test('is left alone: no script of Latchkey’s runs in it, and all is the browser’s own', async () => {
    const page = await opened(scene.browser, other.url.replace('localhost', '127.0.0.1'));
    expect(await worldsOf(page)).toEqual(['own']);
    expect(await nativesIn(page)).toEqual({ replaced: [], solid: false });
  });

  test('differs in that from a connected one, which has its provider', async () => {
    await tab.reload();
    await toldOf(tab, scene.alice.webId);
    expect(await worldsOf(tab)).toContain(`chrome-extension://${scene.browser.extensionId}`);
    expect((await nativesIn(tab)).solid).toBe(true);
  });
});

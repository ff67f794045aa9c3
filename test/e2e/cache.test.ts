import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { type Listener, listen } from '../world/listener.ts';
import { landscape } from '../world/pictures.ts';
import { signOut, switchTo } from '../world/popup.ts';
import { logIn, opened } from '../world/site.ts';
import { inFirefox } from './browsers.ts';
import { close, openSiteScene, type SiteScene } from './site-scene.ts';

let pod: Listener;
let set: SiteScene;
let statuses: number[];

beforeAll(async () => {
  pod = await listen();
  // As careless as a server can be: whoever has it may keep it, and give it to anybody.
  pod.answer(({ headers }, response) => {
    const isSigned = 'authorization' in headers;
    statuses.push(isSigned ? 200 : 401);
    const kept = { 'cache-control': 'public, max-age=3600, immutable', 'access-control-allow-origin': '*' };
    if (isSigned) response.writeHead(200, { ...kept, 'content-type': 'image/png' });
    else response.writeHead(401, { 'content-type': 'text/html' });
    response.end(isSigned ? landscape(200) : '<!doctype html><title>401</title>');
  });
  statuses = [];
  set = await openSiteScene();
  const granted = logIn(set.tab, { access: [{ storage: `${pod.origin}/`, modes: ['read'] }] });
  await answerQuestion(set.scene.browser, set.site.origin, 'Always allow');
  await granted;
});
afterAll(() => close(set.scene, set.site, pod));
beforeEach(() => {
  statuses = [];
});

/** Puts a picture into a page: what comes of it first. */
function put(page: Page, path: string): Promise<string> {
  return page.evaluate(async (url) => {
    const image = new Image();
    document.body.append(image);
    image.src = url;
    return await new Promise<string>((resolve) => {
      for (const type of ['load', 'error']) image.addEventListener(type, () => resolve(type), { once: true });
    });
  }, `${pod.origin}/${path}`);
}

/** Puts a picture into Alice's page, where in Chromium it comes at the second attempt. */
async function show(path: string): Promise<void> {
  expect(await put(set.tab, path)).toBe(inFirefox ? 'load' : 'error');
  await set.tab.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
  expect(statuses).toEqual(inFirefox ? [200] : [401, 200]);
  statuses = [];
}

/** Asks for it in another page of the site, in the same process. */
async function expectNothing(path: string): Promise<void> {
  const page = await opened(set.scene.browser, set.site.url);
  expect(await put(page, path)).toBe('error');
  expect(statuses).toEqual([401]);
}

describe('A picture that a careless pod lets everybody keep, and that was shown to Alice', () => {
  test('is shown to nobody', async () => {
    await show('picture.png');
    await switchTo(set.popup, 'Anonymous');
    await expectNothing('picture.png');
  });

  test('is not shown after sign-out', async () => {
    await switchTo(set.popup, set.scene.alice.name);
    await show('other.png');
    await signOut(set.popup, set.scene.alice.name);
    await expectNothing('other.png');
  });
});

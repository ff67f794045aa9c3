import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectSite, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';

/** There are never more than a thousand rules, of which a page has a hundred at a time. */
const MANY = 1200;
const AT_A_TIME = 100;
const PATH = '/alice/private/picture.png';

let strict: StrictScene;
let site: Site;
let tab: Page;

beforeAll(async () => {
  strict = await openStrictScene();
  await signInStrictly(strict);
  site = await startSite({ '/one': page('one'), '/many': page('many', MANY), '/few': page('few', 20) });
  tab = await opened(strict.scene.browser, `${site.url}one`);
  const popup = await openPopup(strict.scene.browser, tab);
  await connectSite(strict.scene.browser, popup);
  await popup.close();
  await tab.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
});
afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

function page(name: string, count = 1) {
  const { pod } = strict.servers.alice;
  const pictures = Array.from(
    { length: count },
    (_, i) => `<img src="${pod}private/picture.png?${name}-${i}" alt="">`,
  );
  return { html: `<!doctype html><meta charset="utf-8"><title>Gallery</title>${pictures.join('')}` };
}

function shown(page: Page): Promise<number> {
  return page.evaluate(() => [...document.images].filter(({ naturalWidth }) => naturalWidth > 0).length);
}

/** What the pod answered to the signed requests for a page's pictures. */
function answered(name: string): readonly number[] {
  const asked = strict.servers.pod.seen.filter(({ path }) => path.startsWith(`${PATH}?${name}-`));
  return asked.filter(({ headers }) => 'authorization' in headers).map(({ status }) => status);
}

describe('A page with more private pictures than there may be rules, at a pod that takes a proof for five seconds', () => {
  test('shows them all, signs few of them twice, and keeps no other page waiting', {
    timeout: 150_000,
  }, async () => {
    tab = await opened(strict.scene.browser, `${site.url}many`);
    const other = await opened(strict.scene.browser, `${site.url}few`);
    await expect.poll(() => shown(other), { timeout: 60_000 }).toBe(20);
    await tab.bringToFront();
    await expect.poll(() => shown(tab), { timeout: 120_000 }).toBe(MANY);
    // On a slow machine a proof may grow too old on its way. Signed all at once, nearly all would.
    expect(answered('many').filter((status) => status !== 200).length).toBeLessThan(AT_A_TIME);
  });
});

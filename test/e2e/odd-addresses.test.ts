import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../world/browser.ts';
import { tabIdOf } from '../world/pages.ts';
import { connectSite, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';

const PATH = '/alice/private/picture.png';
/** Servers take headers of 16 kB in all. */
const LONG = 'l'.repeat(8000);

/** What the pictures are called, after their path. A star or a bar means something in a filter. */
const PICTURES = [
  ...Array.from({ length: 40 }, (_, i) => `*|${i}`),
  ...['', '*', '|', '^', '$(', '%23'].map((odd) => `${odd}-${LONG}`),
  '*',
  '|',
  'a(b)[c]{2}.+$^',
];

let strict: StrictScene;
let site: Site;

beforeAll(async () => {
  strict = await openStrictScene();
  await signInStrictly(strict);
  site = await startSite({
    '/first': page(['first']),
    '/odd': page(PICTURES),
  });
  const { browser } = strict.scene;
  const tab = await opened(browser, `${site.url}first`);
  const popup = await openPopup(browser, tab);
  await connectSite(browser, popup);
  await popup.close();
  // From here on Latchkey knows the pod's nonce.
  await tab.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
  await tab.close();
});
afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

function page(pictures: readonly string[]) {
  const { pod } = strict.servers.alice;
  const images = pictures.map((name) => `<img src="${pod}private/picture.png?${name}" alt="">`);
  return {
    html: `<!doctype html><meta charset="utf-8"><title>Gallery</title><h1>Gallery</h1>${images.join('')}`,
  };
}

/** How many pictures a page shows. */
function shownIn(tab: Page): Promise<number> {
  return tab.evaluate(() => [...document.images].filter(({ naturalWidth }) => naturalWidth > 0).length);
}

/** What the pod answered to the signed requests for pictures. */
function signed(): readonly string[] {
  return strict.servers.pod.seen
    .filter(({ path, headers }) => path.startsWith(`${PATH}?`) && 'dpop' in headers)
    .map(({ path, status }) => `${status} ${path}`);
}

/** Brings the script that loads elements again to a page, as a second batch does that comes at the same time. */
async function bringAgain(browser: Browser, tab: Page): Promise<void> {
  const tabId = await tabIdOf(browser, tab);
  const worker = await browser.worker();
  await worker.evaluate(
    (id) => chrome.scripting.executeScript({ target: { tabId: id }, files: ['src/content/reload.iife.js'] }),
    tabId,
  );
}

describe('Pictures whose addresses are long, or mean something to a filter', () => {
  test('are shown, each signed once, and the script that sees to it may come twice', async () => {
    const before = signed().length;
    const { browser } = strict.scene;
    const tab = await browser.context.newPage();
    const errors: Error[] = [];
    tab.on('pageerror', (error) => errors.push(error));
    await tab.goto(`${site.url}odd`);
    await expect.poll(() => shownIn(tab)).toBe(PICTURES.length);
    const wanted = PICTURES.map((name) => `200 ${PATH}?${name}`);
    expect(signed().slice(before).toSorted()).toEqual(wanted.toSorted());
    await bringAgain(browser, tab);
    // Whatever failed there has been told by the time that the page answers.
    await tab.evaluate(() => undefined);
    expect(errors).toEqual([]);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectSite, disconnectSite, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';

const PICTURES = 50;
const PATH = '/alice/private/picture.png';

let strict: StrictScene;
let site: Site;
let tab: Page;

beforeAll(async () => {
  strict = await openStrictScene();
  await signInStrictly(strict);
  const { pod } = strict.servers.alice;
  const pictures = Array.from(
    { length: PICTURES },
    (_, i) => `<img src="${pod}private/picture.png?${i}" alt="">`,
  );
  const html = `<!doctype html><meta charset="utf-8"><title>Gallery</title><h1>Gallery</h1>${pictures.join('')}`;
  site = await startSite({ '/gallery': { html } });
});
afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** How many of the gallery's pictures the page shows. */
function shown(): Promise<number> {
  return tab.evaluate(() => [...document.images].filter(({ naturalWidth }) => naturalWidth > 0).length);
}

/** What the pod itself says of the requests for its picture. */
function asked(): readonly { readonly status: number; readonly isSigned: boolean }[] {
  return strict.servers.pod.seen
    .filter(({ path }) => path.startsWith(`${PATH}?`))
    .map(({ status, headers }) => ({
      status,
      isSigned: 'authorization' in headers || 'dpop' in headers,
    }));
}

describe('A gallery of private pictures on another origin, with no Solid code', () => {
  test('shows none of them while it is not connected, and nothing of it is signed', async () => {
    tab = await opened(strict.scene.browser, `${site.url}gallery`);
    expect(await shown()).toBe(0);
    const requests = asked();
    expect(requests).toHaveLength(PICTURES);
    expect(requests.every(({ status, isSigned }) => status === 401 && !isSigned)).toBe(true);
  });

  test('shows them all as soon as it is connected, in place', async () => {
    const popup = await openPopup(strict.scene.browser, tab);
    await connectSite(strict.scene.browser, popup);
    await popup.close();
    await expect.poll(shown).toBe(PICTURES);
  });

  test('shows them all when it is opened, each with a proof of its own that is used once', async () => {
    const before = asked().length;
    await tab.reload();
    await expect.poll(shown).toBe(PICTURES);
    const signed = asked()
      .slice(before)
      .filter(({ isSigned }) => isSigned);
    expect(signed).toEqual(Array.from({ length: PICTURES }, () => ({ status: 200, isSigned: true })));
  });

  test('shows them all when the pod wants another nonce, which Chromium keeps from the extension, too', async () => {
    strict.servers.pod.guard.rotateNonce();
    const before = asked().length;
    await tab.reload();
    await expect.poll(shown).toBe(PICTURES);
    const refused = asked()
      .slice(before)
      .filter(({ isSigned, status }) => isSigned && status === 401);
    expect(refused.length).toBeGreaterThan(0);
  });

  test('shows them in another tab at the same time, too', async () => {
    const tabs = await Promise.all([1, 2, 3].map(() => opened(strict.scene.browser, `${site.url}gallery`)));
    for (const one of tabs) {
      tab = one;
      await expect.poll(shown).toBe(PICTURES);
    }
  });

  test('shows one more whose refusal comes only after the site was connected', async () => {
    const { scene, servers } = strict;
    const popup = await openPopup(scene.browser, tab);
    await disconnectSite(popup);
    await tab.reload();
    const held = servers.pod.hold(`${PATH}?late`);
    await tab.evaluate((src) => {
      const image = new Image();
      image.src = src;
      document.body.append(image);
    }, `${servers.alice.pod}private/picture.png?late`);
    await held.asked;
    await connectSite(scene.browser, popup);
    held.answer();
    await expect.poll(shown).toBe(PICTURES + 1);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { film } from '../world/film.ts';
import { journalOf } from '../world/journal.ts';
import { ownerFetch } from '../world/owner.ts';
import { colour } from '../world/png.ts';
import { connectSite, openPopup, switchTo } from '../world/popup.ts';
import { PICTURES, website } from '../world/website.ts';
import { inFirefox } from './browsers.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { listenTo, type Wire } from './wire.ts';

/** Seconds of the film. */
const LENGTH = 20;

let scene: Scene;
let tab: Page;
let wire: Wire;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
  await tab.goto(`${scene.alice.pod}public/page.html`);
  const files = [...(await website()), ['film.webm', 'video/webm', await film(tab, LENGTH)] as const];
  const fetch = await ownerFetch(scene.server, scene.alice);
  for (const folder of ['private/site/', 'public/site/']) {
    for (const [path, type, body] of files) {
      const init = { method: 'PUT', headers: { 'content-type': type }, body };
      const { ok, status } = await fetch(scene.alice.pod + folder + path, init);
      if (!ok) throw new Error(`PUT ${folder}${path} answered ${status}`);
    }
  }
  wire = listenTo(scene.browser);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('A private website', () => {
  test('shows none of its parts before its site is connected', async () => {
    await journalOf(tab).open(site('private'), 200);
    expect((await partsOf(tab)).pictures).toBe(0);
    const signed = await wire.signed();
    expect(signed).toEqual([`GET document ${site('private')}`]);
  });

  test('opens whole once it is, in place', async () => {
    const popup = await openPopup(scene.browser, tab);
    await connectSite(scene.browser, popup);
    await popup.close();
    // Firefox runs no module that an extension brings back: the popup offers to load the page anew.
    await expectWhole(tab, inFirefox ? 'no module' : 'A module ran');
  });

  test('opens whole by itself from then on, and looks as if it were public', async () => {
    await journalOf(tab).open(site('private'), 200);
    await expectWhole(tab);
    const other = await scene.browser.context.newPage();
    await other.goto(site('public'));
    await expectWhole(other);
    // What a page has loaded is drawn a little later, be it private or public.
    const isAlike = async () => (await pictureOf(tab)).equals(await pictureOf(other));
    await expect.poll(isAlike).toBe(true);
    await other.close();
  });

  test('lets its film be sought in, each part with a proof of its own', async () => {
    for (const second of [15, 3, 18, 8]) {
      await tab.evaluate(async (time) => {
        const video = document.querySelector('video');
        if (video === null) throw new Error('There is no film.');
        const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
        video.currentTime = time + 0.5;
        await sought;
      }, second);
      const painted = colour((second * 36) % 360, 0.8, 0.5);
      // The frame that was sought is drawn a little after the event that tells of it.
      await expect.poll(async () => distance(painted, await frameOf(tab))).toBeLessThan(40);
    }
    const parts = (await wire.signed()).filter((line) => line.endsWith('film.webm'));
    expect(parts.length, 'requests for parts of it').toBeGreaterThan(2);
  });

  test('shows nothing any more to nobody', async () => {
    await switchTo(scene.popup, 'Anonymous');
    await journalOf(tab).open(site('private'), 401);
    const before = (await wire.signed()).length;
    await tab.goto(`${scene.alice.pod}public/page.html`);
    const shown = await tab.evaluate(async (picture) => {
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
      });
      image.src = picture;
      return await loaded;
    }, `${scene.alice.pod}private/site/1.png`);
    expect(shown).toBe(false);
    expect((await wire.signed()).length).toBe(before);
  });
});

/** A pixel of what the film shows. */
function frameOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const video = document.querySelector('video');
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (video === null || context === null) throw new Error('There is no film.');
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 2, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  });
}

function distance(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((channel, i) => Math.abs(channel - (other[i] ?? 0))));
}

function site(folder: string): string {
  return `${scene.alice.pod}${folder}/site/index.html`;
}

/** What of the website is there. */
async function partsOf(page: Page) {
  const framed = page.frames().find((frame) => frame.url().endsWith('/frame.html'));
  return {
    ...(await page.evaluate(async () => {
      const font = await document.fonts.load('16px Private').catch(() => []);
      const { color } = getComputedStyle(document.querySelector('.imported') ?? document.body);
      const video = document.querySelector('video');
      return {
        pictures: [...document.images].filter(({ naturalWidth }) => naturalWidth > 0).length,
        all: document.images.length,
        font: font.length,
        imported: color,
        texts: ['#script', '#module'].map((id) => document.querySelector(id)?.textContent),
        film: video?.duration,
        shadow: document.querySelector('#open')?.shadowRoot?.querySelector('img')?.naturalWidth,
      };
    })),
    framed: await framed?.evaluate(() => document.images[0]?.naturalWidth),
  };
}

async function expectWhole(page: Page, module = 'A module ran'): Promise<void> {
  await expect
    .poll(() => partsOf(page))
    .toEqual({
      ...{ pictures: PICTURES + 3, all: PICTURES + 3, font: 1, imported: 'rgb(1, 99, 2)' },
      ...{ texts: ['A script ran', module], film: LENGTH, shadow: 24, framed: 24 },
    });
}

async function pictureOf(page: Page): Promise<Buffer> {
  await page.bringToFront();
  return await page.screenshot({ fullPage: true });
}

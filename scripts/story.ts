import { mkdir, rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Browser } from '../test/world/browser.ts';
import { STYLED_BACKGROUND } from '../test/world/documents.ts';
import { type Journal, journalOf } from '../test/world/journal.ts';
import { grantedBefore } from '../test/world/permissions.ts';
import { allowPods, connectSite, openPopup, signIn, signOut, switchTo } from '../test/world/popup.ts';
import type { SolidServer } from '../test/world/solid-server.ts';
import { portray } from './portrait.ts';
import { playNotes } from './story-notes.ts';
import { say, step } from './terminal.ts';

const PICTURES = 'test-results/story';

/** Plays through what `npm start` invites people to do, and keeps a picture of each step. */
export async function playStory(browser: Browser, server: SolidServer, notes: string): Promise<void> {
  const { alice, bob, url } = server;
  await clearPictures();
  // There is nobody to click the browser's own permission prompt.
  await grantedBefore(browser);
  const tab = await browser.context.newPage();
  const popup = await openPopup(browser, tab);
  const scene = scenes();
  const journal = journalOf(tab);
  const opens = (url: string, status: number) => () => journal.open(url, status);
  const alicesPage = `${alice.pod}private/page.html`;
  const bobsPage = `${bob.pod}private/page.html`;

  say();
  await scene('Nobody: Alice’s private page answers 401', tab, opens(alicesPage, 401));
  await scene('Alice signs in from the popup', popup, () => signIn(browser, popup, url, alice));
  await scene('She lets Latchkey open pods at localhost', popup, () => allowPods(popup));
  await scene('Her private page opens like any page', tab, opens(alicesPage, 200));
  await scene('She connects the site', popup, () => connect(browser, tab));
  await scene('Its private picture and style sheet load', tab, () => expectParts(tab, journal, alicesPage));
  await step('Latchkey’s portrait is taken', () => portray(browser, tab, `${PICTURES}/latchkey.png`));
  await scene('Bob’s pod is none of hers, so nothing is signed there: 401', tab, opens(bobsPage, 401));
  await scene('Bob signs in as well', popup, () => signIn(browser, popup, url, bob));
  await scene('His private page opens', tab, opens(bobsPage, 200));
  await scene('Alice’s page stays shut for him: 403', tab, opens(alicesPage, 403));
  await scene('Back to Alice: hers opens', tab, async () => {
    await switchTo(popup, alice.name);
    await journal.open(alicesPage, 200);
  });
  await scene('Bob’s page stays shut for her: 403', tab, opens(bobsPage, 403));
  await playNotes(browser, tab, notes, scene);
  await scene('Anonymous: 401', tab, async () => {
    await switchTo(popup, 'Anonymous');
    await journal.open(alicesPage, 401);
  });
  await scene('Alice signs out: 401', tab, async () => {
    await switchTo(popup, alice.name);
    await signOut(popup, alice.name);
    await journal.open(alicesPage, 401);
  });
  say(`\n  Pictures of it all: ${PICTURES}/\n`);
}

async function clearPictures(): Promise<void> {
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
}

/** Plays one scene, and keeps a picture of a page. */
export type Scene = (title: string, page: Page, play: () => Promise<void>) => Promise<void>;

/** Plays scenes one by one, each followed by a picture of a page, also when it failed. */
function scenes(): Scene {
  let number = 0;
  return async (title, page, play) => {
    number += 1;
    const name = title.toLowerCase().replace(/[^a-z\d]+/g, '-');
    try {
      await step(title, play);
    } finally {
      const path = `${PICTURES}/${String(number).padStart(2, '0')}-${name}.png`;
      await page.screenshot({ path }).catch(() => undefined);
    }
  };
}

async function connect(browser: Browser, tab: Page): Promise<void> {
  const popup = await openPopup(browser, tab);
  await connectSite(browser, popup);
  await popup.close();
}

async function expectParts(tab: Page, journal: Journal, url: string): Promise<void> {
  await journal.open(url, 200);
  await tab.waitForFunction(
    (background) =>
      document.images[0]?.naturalWidth === 480 &&
      getComputedStyle(document.body).backgroundColor === background,
    STYLED_BACKGROUND,
    { timeout: 10_000 },
  );
}

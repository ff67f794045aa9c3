import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STYLED_BACKGROUND } from '../world/documents.ts';
import { journalOf } from '../world/journal.ts';
import { connectSite, openPopup, signIn, signOut, switchTo } from '../world/popup.ts';
import { notInFirefox } from './browsers.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { listenTo, type Wire } from './wire.ts';

let scene: Scene;
let tab: Page;
let wire: Wire;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
  wire = listenTo(scene.browser);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('A person who signed in as Alice', () => {
  test('opens a private page, which carries one signed request and no other', async () => {
    const { alice } = scene;
    const journal = journalOf(tab);
    await journal.open(`${alice.pod}private/page.html`, 200);
    expect(await tab.title()).toBe('Alice Liddell’s private page');
    expect(journal.entries).toEqual(['401 /alice/private/page.html', '200 /alice/private/page.html']);
    expect(await wire.signed()).toEqual([`GET document ${alice.pod}private/page.html`]);
  });

  test('sees neither its picture nor its style before she connects the site', async () => {
    expect(await tab.evaluate(() => document.images[0]?.naturalWidth)).toBe(0);
    const popup = await openPopup(scene.browser, tab);
    await popup.getByRole('region', { name: 'This site' }).getByText('Asks to read').waitFor();
    await popup.close();
  });

  test('connects the site and sees them at once, without a reload', async () => {
    const popup = await openPopup(scene.browser, tab);
    await tab.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await connectSite(scene.browser, popup);
    await popup.close();
    await expectParts(tab);
    expect(await tab.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  });

  test('sees them whenever she opens the page', async () => {
    await journalOf(tab).open(`${scene.alice.pod}private/page.html`, 200);
    await expectParts(tab);
  });

  test('follows a link and goes back and forward through one entry for each page', async () => {
    const { alice } = scene;
    const [page, plain] = [`${alice.pod}private/page.html`, `${alice.pod}private/plain.html`];
    const journal = journalOf(tab);
    await journal.open(page, 200);
    const length = await tab.evaluate(() => history.length);
    await journal.after(() => tab.getByRole('link', { name: 'Plain page' }).click(), plain, 200);
    expect(await tab.evaluate(() => history.length)).toBe(length + 1);
    await tab.goBack();
    await expect.poll(() => tab.title()).toBe('Alice Liddell’s private page');
    await tab.goForward();
    await expect.poll(() => tab.title()).toBe('A plain private page');
  });

  test('opens a private container, its notes, and an address with a fragment', async () => {
    const { alice } = scene;
    const journal = journalOf(tab);
    await journal.open(`${alice.pod}private/`, 200);
    await journal.open(`${alice.pod}private/notes.ttl`, 200);
    await journal.open(`${alice.pod}private/plain.html#part`, 200);
    expect(tab.url()).toBe(`${alice.pod}private/plain.html#part`);
  });

  test('meets the server’s own refusal at Bob’s page, opens it as Bob, and nothing as Anonymous', async () => {
    const { browser, popup, server, alice, bob } = scene;
    const journal = journalOf(tab);
    const [hers, his] = [`${alice.pod}private/plain.html`, `${bob.pod}private/plain.html`];
    await signIn(browser, popup, server, bob);
    await journal.open(his, 200);
    await journal.open(hers, 403);
    await switchTo(popup, alice.name);
    await journal.open(his, 403);
    await journal.open(hers, 200);
    await switchTo(popup, 'Anonymous');
    await journal.open(hers, 401);
    await switchTo(popup, alice.name);
    await journal.open(hers, 200);
    const [alices, bobs] = ['/alice/private/plain.html', '/bob/private/plain.html'];
    expect(journal.entries).toEqual([
      ...[`401 ${bobs}`, `200 ${bobs}`, `401 ${alices}`, `403 ${alices}`],
      ...[`401 ${bobs}`, `403 ${bobs}`, `401 ${alices}`, `200 ${alices}`],
      ...[`401 ${alices}`, `401 ${alices}`, `200 ${alices}`],
    ]);
  });

  test('signs out, and nothing is signed any more', async () => {
    const { popup, alice, bob } = scene;
    const journal = journalOf(tab);
    const hers = `${alice.pod}private/plain.html`;
    await signOut(popup, alice.name);
    await journal.open(hers, 401);
    await switchTo(popup, bob.name);
    await journal.open(hers, 403);
    const path = '/alice/private/plain.html';
    expect(journal.entries).toEqual([`401 ${path}`, `401 ${path}`, `403 ${path}`]);
  });

  notInFirefox('it has no rules')('leaves no rule behind', async () => {
    const worker = await scene.browser.worker();
    expect(await worker.evaluate(() => chrome.declarativeNetRequest.getSessionRules())).toEqual([]);
  });
});

async function expectParts(page: Page): Promise<void> {
  await page.waitForFunction(
    (background) =>
      document.images[0]?.naturalWidth === 480 &&
      getComputedStyle(document.body).backgroundColor === background,
    STYLED_BACKGROUND,
  );
}

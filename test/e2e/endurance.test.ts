import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { openPopup, switchTo } from '../world/popup.ts';
import { signInAt } from '../world/sign-in-page.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { changeTokens, readTokens } from './tokens.ts';

const PATH = '/alice/private/plain.html';

let scene: Scene;
let tab: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('After the worker was ended', () => {
  test('a private page opens', async () => {
    await scene.browser.killWorker();
    await journalOf(tab).open(privatePage(), 200);
  });

  test('an open popup shows and switches identities', async () => {
    const popup = await openPopup(scene.browser);
    await popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
    await scene.browser.killWorker();
    await switchTo(popup, 'Anonymous');
    await journalOf(tab).open(privatePage(), 401);
    await scene.browser.killWorker();
    await switchTo(popup, scene.alice.name);
    await scene.browser.killWorker();
    await journalOf(tab).open(privatePage(), 200);
    await popup.close();
  });
});

describe('A session', () => {
  test('outlives the browser: no new sign-in, and the pages open', async () => {
    const before = await tokens();
    await scene.restart();
    tab = await scene.browser.context.newPage();
    await scene.popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
    await journalOf(tab).open(privatePage(), 200);
    expect(await tokens()).toEqual(before);
  });

  test('gets a new access token where the old one has ended', async () => {
    const before = await tokens();
    await changeTokens(scene.popup, { expiresAt: 0 });
    const journal = journalOf(tab);
    await journal.open(privatePage(), 200);
    expect(journal.entries).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    expect((await tokens()).accessToken).not.toBe(before.accessToken);
  });

  test('gets a new access token where the server refuses the old one, and tries once more', async () => {
    const { accessToken } = await tokens();
    await changeTokens(scene.popup, { accessToken: `${accessToken.slice(0, -8)}AAAAAAAA` });
    const journal = journalOf(tab);
    await journal.open(privatePage(), 200);
    expect(journal.entries).toEqual([`401 ${PATH}`, `401 ${PATH}`, `200 ${PATH}`]);
  });

  test('that the issuer has ended asks for a new sign-in, which mends it', async () => {
    const { browser, popup, alice, server } = scene;
    await changeTokens(popup, { expiresAt: 0, refreshToken: 'no such token' });
    await journalOf(tab).open(privatePage(), 401);
    await popup.getByText('Sign in again', { exact: true }).first().waitFor();
    const page = browser.context.waitForEvent('page');
    await popup.getByRole('button', { name: `Sign in again as ${alice.name}` }).click();
    await signInAt(await page, alice);
    await popup.getByText('Signed in', { exact: true }).waitFor();
    await journalOf(tab).open(privatePage(), 200);
    expect(new URL(server).origin).toBe(new URL(tab.url()).origin);
  });

  test('that the issuer has ended goes on without a word while the issuer knows her in this browser', async () => {
    const before = await tokens();
    await changeTokens(scene.popup, { expiresAt: 0, refreshToken: 'no such token' });
    const journal = journalOf(tab);
    await journal.open(privatePage(), 200);
    expect(journal.entries).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    expect((await tokens()).accessToken).not.toBe(before.accessToken);
    await scene.popup.getByText('Signed in', { exact: true }).waitFor();
  });
});

function privatePage(): string {
  return `${scene.alice.pod}private/plain.html`;
}

function tokens() {
  return readTokens(scene.popup);
}

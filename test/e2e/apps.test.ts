import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MASHLIB, PENNY } from '../world/app-package.ts';
import { startApp } from '../world/app-site.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods, connectSite, disconnectSite, openPopup, signIn } from '../world/popup.ts';
import { type RecordedServer, startRecordedServer } from '../world/recorded-server.ts';
import { opened, type Site } from '../world/site.ts';
import { openScene, type Scene } from './scene.ts';
import { close } from './site-scene.ts';

const CHILDREN = ['notes.ttl', 'page.html', 'picture.png', 'plain.html', 'style.css'];

/** Real apps, each with how a person uses it. */
const APPS = [
  {
    name: 'Penny',
    app: PENNY,
    refusal: 'You do not have permission to view this Resource.',
    addressFor: (url: string) => `explore/?url=${encodeURIComponent(url)}`,
    child: (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true }),
    open: (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click(),
  },
  {
    name: 'SolidOS’s data browser',
    app: MASHLIB,
    refusal: 'This resource is not publicly readable.',
    addressFor: (url: string) => `browse.html?uri=${encodeURIComponent(url)}`,
    child: (page: Page, name: string): Locator =>
      page.locator('#OutlineView').getByText(name, { exact: true }),
    async open(page: Page, name: string): Promise<void> {
      const address = page.getByPlaceholder('enter a pod address');
      await address.fill((await address.inputValue()) + name);
      await page.getByRole('button', { name: 'Go' }).click();
    },
  },
];

let scene: Scene;
let server: RecordedServer;

beforeAll(async () => {
  server = await startRecordedServer();
  scene = await openScene();
  await grantedBefore(scene.browser);
  await signIn(scene.browser, scene.popup, server.url, server.alice);
  await allowPods(scene.popup);
});
afterAll(() => close(scene, server));

describe.each(APPS)('$name, as it is published', ({ app, refusal, addressFor, child, open }) => {
  let site: Site;
  let tab: Page;
  let popup: Page;
  let folder: string;
  let before: number;

  beforeAll(async () => {
    site = await startApp(app);
    folder = `${server.alice.pod}private/`;
    before = server.seen.length;
    tab = await opened(scene.browser, site.url + addressFor(folder));
  });
  afterAll(() => site[Symbol.asyncDispose]());

  const asked = () => server.seen.slice(before);

  async function expectNothing(): Promise<void> {
    await tab.getByText(refusal).waitFor();
    for (const name of CHILDREN) expect(await child(tab, name).count(), name).toBe(0);
  }

  test('shows nothing of her private folder before its site is connected, and nothing is signed', async () => {
    await expectNothing();
    expect(asked()).toContainEqual({
      method: 'GET',
      path: new URL(folder).pathname,
      status: 401,
      isSigned: false,
    });
    expect(asked().filter(({ isSigned }) => isSigned)).toEqual([]);
  });

  test('lists what is in it once the site is connected and the app is loaded anew', async () => {
    popup = await openPopup(scene.browser, tab);
    await connectSite(scene.browser, popup);
    await tab.bringToFront();
    await tab.reload();
    for (const name of CHILDREN) await child(tab, name).waitFor();
  });

  test('opens what is private, without a login of its own', async () => {
    await open(tab, 'notes.ttl');
    await tab.getByText('Feed the cat.', { exact: true }).waitFor();
    const path = `${new URL(folder).pathname}notes.ttl`;
    expect(asked()).toContainEqual({ method: 'GET', path, status: 200, isSigned: true });
    expect(asked().filter((request) => request.path.startsWith('/.'))).toEqual([]);
  });

  test('shows nothing again once she has disconnected it', async () => {
    await disconnectSite(popup);
    before = server.seen.length;
    await tab.goto(site.url + addressFor(folder));
    await expectNothing();
    expect(asked().filter(({ isSigned }) => isSigned)).toEqual([]);
  });
});

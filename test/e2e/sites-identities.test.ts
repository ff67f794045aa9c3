import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion, logInAs } from '../world/approval.ts';
import { chooseForSite, disconnectSite, signIn, switchTo } from '../world/popup.ts';
import { logIn, providerIn, read, type Site, startSite, toldOf, webIdIn } from '../world/site.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

let scene: Scene;
let site: Site;
let tab: Page;
let popup: Page;

beforeAll(async () => {
  ({ scene, site, tab, popup } = await openSiteScene());
  await disconnectSite(popup);
});
afterAll(() => close(scene, site));

describe('With two identities', () => {
  beforeAll(async () => {
    const { browser, server, alice, bob } = scene;
    await signIn(browser, scene.popup, server, bob);
    await switchTo(scene.popup, alice.name);
  });

  test('she is Bob to one site, and stays Alice everywhere else', async () => {
    const { alice, bob } = scene;
    await logInAs(scene.browser, site.origin, tab, { as: bob.name });
    await toldOf(tab, bob.webId);
    expect(await read(tab, `${bob.pod}private/notes.ttl`)).toContain(bob.name);
    expect(await read(tab, `${alice.pod}private/notes.ttl`)).toBe('401');
    await scene.popup.getByRole('radio', { name: alice.name, checked: true }).waitFor();
  });

  test('two sites have one each, at once', async () => {
    const { alice, bob } = scene;
    await using other = await startSite();
    const second = await scene.browser.context.newPage();
    await second.goto(other.url);
    await providerIn(second);
    const login = logIn(second);
    await answerQuestion(scene.browser, other.origin, 'Always allow');
    expect(await login).toBe(alice.webId);
    const [hers, his] = await Promise.all([
      read(second, `${alice.pod}private/notes.ttl`),
      read(tab, `${bob.pod}private/notes.ttl`),
    ]);
    expect(hers).toContain(alice.name);
    expect(his).toContain(bob.name);
    expect([await webIdIn(second), await webIdIn(tab)]).toEqual([alice.webId, bob.webId]);
    await second.close();
  });

  test('she chooses in the popup who she is to a site, and the app hears of it', async () => {
    const { alice, bob } = scene;
    await chooseForSite(popup, alice.name);
    await toldOf(tab, null);
    await chooseForSite(popup, bob.name);
    await toldOf(tab, bob.webId);
    await switchTo(scene.popup, bob.name);
    await switchTo(scene.popup, alice.name);
    expect(await tab.evaluate(() => window.heard.at(-1))).toBe(bob.webId);
    expect(await read(tab, `${bob.pod}private/notes.ttl`)).toContain(bob.name);
  });

  test('an app that names a WebID is answered by that person only', async () => {
    const { alice } = scene;
    const login = logIn(tab, { webId: alice.webId });
    await answerQuestion(scene.browser, site.origin, 'Always allow');
    expect(await login).toBe(alice.webId);
    await toldOf(tab, alice.webId);
  });
});

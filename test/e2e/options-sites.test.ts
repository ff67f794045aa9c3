import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logInAs } from '../world/approval.ts';
import { grantedEverySiteBefore } from '../world/permissions.ts';
import { connectSite, openPopup } from '../world/popup.ts';
import { opened, providerIn, read, type Site, send, startSite, toldOf, webIdIn } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import type { Scene } from './scene.ts';
import { close, offerByOptions, openOptions, openSiteScene } from './site-scene.ts';

let scene: Scene;
let pod: StubPod;
/** One site has two grants, the other one. */
let site: Site;
let other: Site;
let tab: Page;
let otherTab: Page;
let options: Page;

beforeAll(async () => {
  ({ scene, site, tab } = await openSiteScene());
  [pod, other] = [await startStubPod(), await startSite()];
  await logInAs(scene.browser, site.origin, tab, {}, [{ storage: pod.url, modes: ['read', 'append'] }]);
  otherTab = await opened(scene.browser, other.url);
  await connectSite(scene.browser, await openPopup(scene.browser, otherTab));
  await toldOf(otherTab, scene.alice.webId);
});
afterAll(() => close(scene, pod, site, other));

describe('Under "Sites"', () => {
  beforeAll(async () => {
    options = await openOptions(scene, 'sites');
  });

  test('stands what each site may do, as whom, and for how long', async () => {
    await card(site).getByText(`${scene.alice.name} · reads, adds · always`).waitFor();
    await card(site).getByText(`${scene.alice.name} · reads, adds, changes · always`).waitFor();
    expect(await card(site).getByText(pod.url, { exact: true }).count()).toBe(1);
    expect(await card(other).getByRole('listitem').count()).toBe(1);
    await card(other).getByText(scene.alice.pod, { exact: true }).waitFor();
  });

  test('stands when it was last used, and that it never was', async () => {
    const row = card(site).getByRole('listitem').filter({ hasText: pod.url });
    await row.getByText('never used').waitFor();
    expect(await send(tab, 'GET', `${pod.url}echo/used`)).toBe('200');
    await row.getByText('last used just now').waitFor();
    await card(other).getByText('never used').waitFor();
  });

  test('is found what is looked for', async () => {
    const search = options.getByRole('searchbox', { name: 'Search sites' });
    await search.fill(new URL(other.origin).host);
    await card(site).waitFor({ state: 'hidden' });
    await card(other).waitFor();
    await search.fill(`${scene.alice.name} ${pod.url}`);
    await card(other).waitFor({ state: 'hidden' });
    expect(await card(site).getByRole('listitem').count()).toBe(1);
    await search.fill('nothing such');
    await options.getByText('Nothing found.').waitFor();
    await search.fill('');
    await Promise.all([card(site).waitFor(), card(other).waitFor()]);
  });

  test('one grant is revoked, the site keeps its others, and hears of the last one', async () => {
    const { alice } = scene;
    await options.getByRole('button', { name: `Revoke ${pod.url} as ${alice.name}` }).click();
    await options.getByRole('status').getByText('Revoked.').waitFor();
    expect(await send(tab, 'GET', `${pod.url}echo/revoked`)).toBe('200');
    expect((await pod.arrived('/echo/revoked')).headers).not.toHaveProperty('authorization');
    expect(await webIdIn(tab)).toBe(alice.webId);
    expect(await read(tab, `${alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    await card(site)
      .getByRole('button', { name: `Revoke ${alice.pod} as ${alice.name}` })
      .click();
    await toldOf(tab, null);
    await card(site).waitFor({ state: 'hidden' });
    expect(await read(tab, `${alice.pod}private/notes.ttl`)).toBe('401');
    expect(await webIdIn(otherTab)).toBe(alice.webId);
  });

  test('a site is disconnected, and hears of it', async () => {
    await options.getByRole('button', { name: `Disconnect ${other.origin}` }).click();
    await toldOf(otherTab, null);
    await options.getByRole('status').getByText('Disconnected.').waitFor();
    await options.getByText('No site may do anything in your pods.').waitFor();
  });
});

describe('Under "Privacy and security"', () => {
  beforeAll(async () => {
    await grantedEverySiteBefore(scene.browser);
    options = await openOptions(scene, 'privacy');
    await options.getByRole('radio', { name: 'On sites I connect', checked: true }).waitFor();
  });

  test('Latchkey is offered to every site, which is given nothing by that', async () => {
    expect(await hasProvider()).toBe(false);
    await offerByOptions(options, 'On every site');
    await tab.reload();
    await providerIn(tab);
    expect(await webIdIn(tab)).toBe(null);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
  });

  test('or again to those only that she connects', async () => {
    await offerByOptions(options, 'On sites I connect');
    expect(await hasProvider()).toBe(false);
  });
});

function card({ origin }: Site) {
  return options.getByRole('region', { name: origin });
}

/** Whether a page that has just loaded has been offered Latchkey. */
async function hasProvider(): Promise<boolean> {
  await tab.reload();
  return tab.evaluate(() => 'solid' in window);
}

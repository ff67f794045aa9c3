import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { openPopup } from '../world/popup.ts';
import { logIn, type Site, send } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

const NOTE = 'Nothing is signed yet: the browser keeps Latchkey from 127.0.0.1';

let scene: Scene;
let site: Site;
let tab: Page;
let pod: StubPod;
/** The pod's address at a host other than the site's. */
let storage: string;

beforeAll(async () => {
  ({ scene, site, tab } = await openSiteScene());
  pod = await startStubPod();
  storage = pod.url.replace('localhost', '127.0.0.1');
  const granted = logIn(tab, { access: [{ storage, modes: ['read'] }] });
  await answerQuestion(scene.browser, site.origin, 'Always allow');
  await granted;
});
afterAll(() => close(scene, site, pod));

describe('A connected site whose pod is at another host', () => {
  test('is signed for, as the question asked for both hosts', async () => {
    expect(await isSigned('asked')).toBe(true);
    const popup = await openPopup(scene.browser, tab);
    await popup.getByRole('button', { name: 'Disconnect' }).waitFor();
    expect(await popup.getByText(NOTE).count()).toBe(0);
    await popup.close();
  });

  test('is not signed for once the person has taken the pod’s host back; the popup says so', async () => {
    const popup = await openPopup(scene.browser, tab);
    await popup.evaluate(() => chrome.permissions.remove({ origins: ['http://127.0.0.1/*'] }));
    await popup.getByText(NOTE).waitFor();
    expect(await isSigned('taken')).toBe(false);
    await popup.close();
  });

  test('is signed for again once the note’s button has asked for what is missing', async () => {
    const popup = await openPopup(scene.browser, tab);
    await popup.getByText(NOTE).waitFor();
    await popup.getByRole('button', { name: 'Allow', exact: true }).click();
    await popup.getByText(NOTE).waitFor({ state: 'hidden' });
    expect(await isSigned('allowed')).toBe(true);
  });
});

/** Whether what the site asks the pod for arrives with a signature. */
async function isSigned(name: string): Promise<boolean> {
  await send(tab, 'GET', `${storage}echo/${name}`);
  return 'dpop' in (await pod.arrived(`/echo/${name}`)).headers;
}

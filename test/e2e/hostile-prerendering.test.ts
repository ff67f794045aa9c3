import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logInAs } from '../world/approval.ts';
import { connectSite, offeredToSites, openPopup } from '../world/popup.ts';
import { prerenderedPages, type Said } from '../world/prerendered-pages.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import { launchUnwatched, type UnwatchedBrowser } from '../world/unwatched-browser.ts';
import { EXTENSION, openSceneWithAlice, type Scene } from './scene.ts';
import { close } from './site-scene.ts';

let scene: Scene;
let pod: StubPod;
/** A site that may read the pod, and one that may do nothing. */
let connected: Site;
let stranger: Site;
let browser: UnwatchedBrowser;

beforeAll(async () => {
  pod = await startStubPod();
  scene = await openSceneWithAlice();
  connected = await startSite(prerenderedPages(pod.url));
  stranger = await startSite(prerenderedPages(pod.url));
  const tab = await opened(scene.browser, connected.url);
  await connectSite(scene.browser, await openPopup(scene.browser, tab));
  await logInAs(scene.browser, connected.origin, tab, {}, [{ storage: pod.url, modes: ['read'] }]);
  // Scripts are registered for a host whatever its port: from now on both sites have the provider.
  await offeredToSites(scene.popup, true);
  await scene.browser.close();
  browser = await launchUnwatched({ extensions: [EXTENSION], profile: scene.profile });
  await browser.open(`${connected.url}bystander?name=first`, 'in front');
  await pod.arrived('/echo/first-bystander');
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await close(scene, connected, stranger, pod);
});

describe('While it is prerendered, a page gets nothing', () => {
  test('of its connected site; once it is shown, all that it asked for', async () => {
    await prerender('own', connected, connected);
    await show('own');
    expect(await said('own', 'login')).toEqual(shown(scene.alice.webId));
    expect(await said('own', 'fetch')).toEqual(shown('200'));
    expect((await pod.arrived('/echo/own-private')).headers).toHaveProperty('authorization');
  });

  test('of a connected site at the wish of another one; once it is shown, it is as any page', async () => {
    await prerender('foreign', stranger, connected);
    await show('foreign');
    expect(await said('foreign', 'login')).toEqual(shown(scene.alice.webId));
    expect(await said('foreign', 'fetch')).toEqual(shown('200'));
  });

  test('of a site that she has not connected; once it is shown, its question is put, and nothing signed', async () => {
    await prerender('strange', connected, stranger);
    await show('strange');
    expect(await said('strange', 'fetch')).toEqual(shown('200'));
    expect((await pod.arrived('/echo/strange-private')).headers).not.toHaveProperty('authorization');
    await expect.poll(questions).toHaveLength(1);
    expect(paths()).not.toContain('/echo/strange-login');
  });
});

/**
 * Has a site prerender a page of another one or its own, which calls its provider at once. Resolves when another page
 * and the prerendered one itself have since been answered what they asked for, and the calls have not.
 */
async function prerender(name: string, { url }: Site, target: Site): Promise<void> {
  const next = `${target.url}caller?name=${name}`;
  await browser.open(`${url}opener?${new URLSearchParams({ name, next }).toString()}`, 'in front');
  expect(await said(name, 'called')).toEqual(prerendered('object'));
  await browser.open(`${connected.url}bystander?name=${name}`, 'behind');
  expect((await pod.arrived(`/echo/${name}-bystander`)).headers).toHaveProperty('authorization');
  await release(`${name}-still`);
  expect(await said(name, 'still')).toEqual(prerendered('null'));
  for (const what of ['login', 'fetch', 'private']) expect(paths()).not.toContain(`/echo/${name}-${what}`);
  expect(await questions()).toEqual([]);
}

/** The person follows the link. */
async function show(name: string): Promise<void> {
  await release(`${name}-go`);
}

async function release(name: string): Promise<void> {
  await pod.arrived(`/silent/${name}`);
  await fetch(`${pod.url}release/silent?name=${name}`);
}

async function said(name: string, what: string): Promise<Said> {
  const { body } = await pod.arrived(`/echo/${name}-${what}`);
  return JSON.parse(String(body)) as Said;
}

const prerendered = (outcome: string): Said => ({ outcome, isPrerendered: true, wasPrerendered: false });
const shown = (outcome: string): Said => ({ outcome, isPrerendered: false, wasPrerendered: true });

function paths(): readonly string[] {
  return pod.seen.map(({ path }) => path);
}

/** The approval windows that are open. */
async function questions(): Promise<readonly string[]> {
  return (await browser.pages()).filter((url) => url.includes('approve.html'));
}

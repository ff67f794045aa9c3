import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion, logInAs } from '../world/approval.ts';
import { DELETE, INSERT } from '../world/patches.ts';
import { disconnectSite, offeredToSites, signInAgain, signOut } from '../world/popup.ts';
import { logIn, providerIn, read, type Site, send, toldOf, webIdIn } from '../world/site.ts';
import { startStubPod } from '../world/stub-pod.ts';
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

describe('What she did not tick', () => {
  const ACTS = [
    ['GET', 'private/notes.ttl', 'Read'],
    ['POST', 'private/', 'Add', 'text/plain', 'added'],
    ['PATCH', 'private/partly.ttl', 'Add', 'text/n3', INSERT],
    ['PATCH', 'private/partly.ttl', 'Change and delete', 'text/n3', DELETE],
    ['PUT', 'private/partly.ttl', 'Change and delete', 'text/turtle', '<#second> <#says> "More.".'],
    ['DELETE', 'private/partly.ttl', 'Change and delete'],
  ] as const;

  for (const only of [['Read'], ['Add'], ['Change and delete'], ['Read', 'Add']] as const) {
    test(`is refused as if Latchkey were not there: ${only.join(' and ')} is allowed`, async () => {
      await logInAs(scene.browser, site.origin, tab, { only });
      for (const [method, path, mode, type, body] of ACTS) {
        const url = scene.alice.pod + path;
        const outcome = await send(tab, method, url, type, body);
        const isAllowed = (only as readonly string[]).includes(mode);
        expect(`${method} ${path}: ${outcome === '401' ? 'refused' : 'let in'}`).toBe(
          `${method} ${path}: ${isAllowed ? 'let in' : 'refused'}`,
        );
      }
      await disconnectSite(popup);
    });
  }

  test('goes out unsigned, with its body, as the page’s own', async () => {
    await using pod = await startStubPod();
    await logInAs(scene.browser, site.origin, tab, {}, [{ storage: pod.url, modes: ['read'] }]);
    expect(await send(tab, 'PUT', `${pod.url}echo/put`, 'text/plain', 'the body')).toBe('200');
    expect(await send(tab, 'GET', `${pod.url}echo/get`)).toBe('200');
    const [put, get] = [await pod.arrived('/echo/put'), await pod.arrived('/echo/get')];
    expect(String(put.body)).toBe('the body');
    expect(put.headers).toMatchObject({ 'content-type': 'text/plain', origin: site.origin });
    expect(put.headers).not.toHaveProperty('authorization');
    expect(put.headers).not.toHaveProperty('dpop');
    expect(get.headers).toHaveProperty('authorization');
    await disconnectSite(popup);
  });
});

describe('Her answer', () => {
  test('no, reaches the app', async () => {
    const login = logIn(tab, { reason: 'To show your notes.' });
    await answerQuestion(scene.browser, site.origin, 'Deny');
    expect(await login).toBe('user-rejected');
    expect(await webIdIn(tab)).toBe(null);
  });

  test('once, ends with the page', async () => {
    const login = logIn(tab);
    await answerQuestion(scene.browser, site.origin, 'Allow once');
    expect(await login).toBe(scene.alice.webId);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    await offeredToSites(popup, true);
    await tab.reload();
    await providerIn(tab);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
    expect(await webIdIn(tab)).toBe(null);
  });

  test('until sign-out, ends with it, and the app is told', async () => {
    const login = logIn(tab);
    await answerQuestion(scene.browser, site.origin, 'Allow until sign-out');
    expect(await login).toBe(scene.alice.webId);
    await offeredToSites(popup, true);
    await tab.reload();
    await toldOf(tab, scene.alice.webId);
    await signOut(popup, scene.alice.name);
    await toldOf(tab, null);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
    await signInAgain(scene.browser, popup, scene.alice);
    expect(await webIdIn(tab)).toBe(null);
  });

  test('always, outlives a sign-out: the app has her back when she signs in again', async () => {
    const login = logIn(tab);
    await answerQuestion(scene.browser, site.origin, 'Always allow');
    expect(await login).toBe(scene.alice.webId);
    await signOut(popup, scene.alice.name);
    await toldOf(tab, null);
    await signInAgain(scene.browser, popup, scene.alice);
    await toldOf(tab, scene.alice.webId);
    await disconnectSite(popup);
  });
});

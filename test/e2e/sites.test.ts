import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion, press, questionOf } from '../world/approval.ts';
import { closing } from '../world/pages.ts';
import { DELETE, INSERT } from '../world/patches.ts';
import { disconnectSite, offeredToSites, openPopup, switchTo } from '../world/popup.ts';
import { logIn, providerIn, read, type Site, send, startSite, toldOf, webIdIn } from '../world/site.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { close } from './site-scene.ts';

let scene: Scene;
let site: Site;
let tab: Page;
let popup: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  site = await startSite({ '/endless': { html: '<!doctype html><title>Endless</title>', isEndless: true } });
  tab = await scene.browser.context.newPage();
  await tab.goto(site.url);
  popup = await openPopup(scene.browser, tab);
});
afterAll(() => close(scene, site));

describe('A site that she has not connected', () => {
  test('sees nothing of Latchkey', async () => {
    expect(await logIn(tab)).toBe('no provider');
  });

  test('gets its provider when she connects it, and its own login is answered by the same question', async () => {
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    const question = await questionOf(scene.browser, site.origin);
    await providerIn(tab);
    expect(await webIdIn(tab)).toBe(null);
    const login = logIn(tab);
    await closing(question, () => press(question, 'Always allow'));
    expect(await login).toBe(scene.alice.webId);
    await toldOf(tab, scene.alice.webId);
    await popup.getByText('Connected', { exact: true }).waitFor();
  });
});

describe('A connected site', () => {
  test('reads, adds, inserts, writes, and deletes', async () => {
    const { pod } = scene.alice;
    expect(await read(tab, `${pod}private/notes.ttl`)).toContain('Feed the cat.');
    expect(await send(tab, 'POST', `${pod}private/`, 'text/plain', 'added')).toBe('201');
    expect(await send(tab, 'PUT', `${pod}private/app.ttl`, 'text/turtle', '<#first> <#says> "Hello.".')).toBe(
      '201',
    );
    expect(await send(tab, 'PATCH', `${pod}private/app.ttl`, 'text/n3', INSERT)).toBe('205');
    expect(await read(tab, `${pod}private/app.ttl`)).toContain('More.');
    expect(await send(tab, 'PATCH', `${pod}private/app.ttl`, 'text/n3', DELETE)).toBe('205');
    expect(await read(tab, `${pod}private/app.ttl`)).not.toContain('More.');
    expect(await send(tab, 'DELETE', `${pod}private/app.ttl`)).toBe('205');
    expect(await read(tab, `${pod}private/app.ttl`)).toBe('404');
  });

  test('has a popup, too, over a page that never comes to its end', async () => {
    const page = await scene.browser.context.newPage();
    await page.goto(`${site.origin}/endless`, { waitUntil: 'commit' });
    const over = await openPopup(scene.browser, page);
    await over.getByText('Connected', { exact: true }).waitFor();
    await over.close();
    await page.close();
  });

  test('is signed in no other pod', async () => {
    const { bob } = scene;
    expect(await read(tab, `${bob.pod}private/notes.ttl`)).toBe('401');
    expect(await read(tab, `${bob.pod}public/plain.html`)).toContain('Bob Dodgson');
  });

  test('is told at once when it asks for what it has', async () => {
    const { alice } = scene;
    const asked = { webId: alice.webId, access: [{ storage: alice.pod, modes: ['read' as const] }] };
    expect(await logIn(tab, asked)).toBe(alice.webId);
  });

  test('has its provider before its own scripts run, and knows who she is, after a reload', async () => {
    await offeredToSites(popup, true);
    await tab.addInitScript(() => Object.assign(window, { wasThere: 'solid' in window }));
    await tab.reload();
    await toldOf(tab, scene.alice.webId);
  });

  test('sees her leave and come back, and who she is meanwhile', async () => {
    await switchTo(popup, 'Anonymous');
    await toldOf(tab, null);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
    await switchTo(popup, scene.alice.name);
    await toldOf(tab, scene.alice.webId);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
  });

  test('is still connected when the browser was closed and opened again', async () => {
    await scene.restart();
    tab = await scene.browser.context.newPage();
    await tab.goto(site.url);
    popup = await openPopup(scene.browser, tab);
    await toldOf(tab, scene.alice.webId);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
  });

  test('is told that she disconnected it, and is signed no more', async () => {
    await disconnectSite(popup);
    await toldOf(tab, null);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
  });

  test('is not offered Latchkey any more once its page loads anew', async () => {
    await offeredToSites(popup, false);
    await tab.reload();
    expect(await logIn(tab)).toBe('no provider');
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    await answerQuestion(scene.browser, site.origin, 'Always allow');
    await toldOf(tab, scene.alice.webId);
  });

  test('disconnects itself', async () => {
    await tab.evaluate(() => window.solid?.logout());
    await toldOf(tab, null);
    await popup.getByText('Not connected').waitFor();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { ownerFetch } from '../world/owner.ts';
import { closing } from '../world/pages.ts';
import { connectSite, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite } from '../world/site.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { close } from './site-scene.ts';
import { listenTo, type Wire } from './wire.ts';

/** It asks once, as it opens, and shows what comes of it. */
const ASKING = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Asking</title>
<link rel="icon" href="data:,">
<output></output>
<script>
  const address = new URLSearchParams(location.search).get('of');
  const show = (text) => { document.querySelector('output').textContent += text; };
  const xhr = new XMLHttpRequest();
  xhr.open('PUT', address + '.copy');
  xhr.setRequestHeader('content-type', 'text/plain');
  xhr.onloadend = () => show('Written: ' + xhr.status + '. ');
  xhr.send('a copy');
  fetch(address).then(async (response) => show(response.ok ? await response.text() : 'Refused.'));
</script>
`;

/** The frame and its picture come once the page's own picture has been refused. */
const FRAMING = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Framing</title>
<link rel="icon" href="data:,">
<img id="own" src="../private/picture.png" alt="">
<script>
  document.getElementById('own').onerror = () => {
    const frame = document.createElement('iframe');
    frame.src = 'framed.html';
    document.body.append(frame);
  };
</script>
`;
const FRAMED = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Framed</title>
<img src="../private/picture.png?framed" alt="">
`;

let scene: Scene;
let site: Site;
let tab: Page;
let wire: Wire;
let notes: string;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  site = await startSite({ '/asking': { html: ASKING } });
  wire = listenTo(scene.browser);
  notes = `${scene.alice.pod}private/notes.ttl`;
});
afterAll(() => close(scene, site));

describe('A page whose script asked for something private before it was connected', () => {
  test('is left alone, and the popup says what it wanted', async () => {
    tab = await opened(scene.browser, `${site.origin}/asking?of=${encodeURIComponent(notes)}`);
    await expect.poll(() => tab.locator('output').textContent()).toContain('Refused.');
    await expect.poll(() => tab.locator('output').textContent()).toContain('Written: 401.');
    expect(await wire.signed()).toEqual([]);
    const popup = await openPopup(scene.browser, tab);
    const region = popup.getByRole('region', { name: 'This site' });
    await region.getByText('Asks to read, change').waitFor();
    await region.getByText(scene.alice.pod).waitFor();
    await popup.close();
  });

  test('is connected to just that, and shows it once the popup has loaded it anew', async () => {
    const popup = await openPopup(scene.browser, tab);
    await connectSite(scene.browser, popup);
    await popup.getByText('reads, changes').waitFor();
    await closing(popup, () => popup.getByRole('button', { name: 'Reload page' }).click());
    await expect.poll(() => tab.locator('output').textContent()).toContain('Feed the cat.');
    await expect.poll(() => tab.locator('output').textContent()).toContain('Written: 201.');
  });

  test('has nothing more to ask for', async () => {
    const popup = await openPopup(scene.browser, tab);
    await popup.getByText('reads, changes').waitFor();
    expect(await popup.getByRole('button', { name: 'Reload page' }).count()).toBe(0);
    expect(await popup.getByText('Asks to').count()).toBe(0);
    await popup.close();
  });
});

describe('A page of a pod with a frame that wants something, too', () => {
  test('is given what it wanted itself as soon as it is connected', async () => {
    const fetch = await ownerFetch(scene.server, scene.alice);
    const files = { 'framing.html': FRAMING, 'framed.html': FRAMED };
    for (const [name, body] of Object.entries(files)) {
      const init = { method: 'PUT', headers: { 'content-type': 'text/html' }, body };
      expect((await fetch(`${scene.alice.pod}public/${name}`, init)).status).toBe(201);
    }
    const page = await opened(scene.browser, 'about:blank');
    const refused = page.waitForResponse((response) => response.url().endsWith('?framed'));
    await journalOf(page).open(`${scene.alice.pod}public/framing.html`, 200);
    expect((await refused).status()).toBe(401);
    await (await refused).finished();
    const popup = await openPopup(scene.browser, page);
    await connectSite(scene.browser, popup);
    await popup.close();
    const width = () => page.locator('#own').evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBe(480);
  });
});

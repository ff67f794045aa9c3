import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logInAs } from '../world/approval.ts';
import { journalOf } from '../world/journal.ts';
import { atFront } from '../world/pages.ts';
import { connectSite, openPopup } from '../world/popup.ts';
import { opened, read, type Site, send, startSite, toldOf } from '../world/site.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';
import { readTokens } from './tokens.ts';

let strict: StrictScene;
let site: Site;
let tab: Page;
let activity: Page;
let pod: string;

beforeAll(async () => {
  strict = await openStrictScene();
  await signInStrictly(strict);
  const { scene, servers } = strict;
  pod = servers.alice.pod;
  const html = `<!doctype html><meta charset="utf-8"><title>Picture</title><img src="${pod}private/picture.png">`;
  site = await startSite({ '/picture': { html } });
  activity = await opened(scene.browser, `${scene.browser.origin}/popup/index.html#activity`);
});
afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** The requests on the list whose row holds a text. */
const rows = (text = '') =>
  activity.getByRole('list', { name: 'Signed requests' }).locator('> li').filter({ hasText: text });

/** Waits for the only request whose row holds a text to say more, in this order; it is opened then. */
async function says(text: string, ...facts: readonly (string | RegExp)[]): Promise<void> {
  await atFront(activity);
  await rows(text).locator('summary').click();
  for (const fact of facts) await rows(text).filter({ hasText: fact }).waitFor();
  expect(await rows(text).count()).toBe(1);
}

const plainFetch = (url: string) => tab.evaluate(async (address) => (await fetch(address)).status, url);

/** What the button "Export HAR" hands to the browser. */
function exported(): Promise<string> {
  return activity.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    return new Promise<string>((resolve) => {
      URL.createObjectURL = (file) => {
        if (file instanceof Blob) void file.text().then(resolve);
        URL.createObjectURL = create;
        return create(file);
      };
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'Export HAR')?.click();
    });
  });
}

describe('The activity', () => {
  test('is empty before anything was signed', async () => {
    await activity.getByText('Nothing was signed yet.').waitFor();
  });

  test('has the page that she opened, and that it was signed again with a nonce', async () => {
    const own = await strict.scene.browser.context.newPage();
    await journalOf(own).open(`${pod}private/plain.html`, 200);
    await says('private/plain.html', /200\s*GET/, 'opened by you', 'with the nonce', 'None needed');
  });

  test('has what a site’s scripts ask for and its page shows, with the grant that allowed it', async () => {
    const { scene, servers } = strict;
    tab = await opened(scene.browser, site.url);
    const popup = await openPopup(scene.browser, tab);
    await connectSite(scene.browser, popup);
    await popup.close();
    await toldOf(tab, servers.alice.webId);
    const { host } = new URL(site.origin);
    const always = `always, in ${pod}`;
    expect(await read(tab, `${pod}private/notes.ttl`)).toContain('Feed the cat.');
    await says('private/notes.ttl', /200\s*GET/, host, servers.alice.name, 'mode read', always);
    expect(await plainFetch(`${pod}private/style.css`)).toBe(200);
    await says('private/style.css', /200\s*GET/, host, 'mode read', always);
    expect(await send(tab, 'PUT', `${pod}private/new.txt`, 'text/plain', 'a body')).toBe('201');
    await says('private/new.txt', /201\s*PUT/, host, 'mode write', always);
    await opened(scene.browser, `${site.origin}/picture`);
    await says('private/picture.png', /200\s*GET/, host, 'a picture', always);
  });

  test('has what the server refused, and leads to where it is explained', async () => {
    const { scene, servers } = strict;
    const { pod: bobs } = servers.bob;
    await logInAs(scene.browser, site.origin, tab, {}, [{ storage: bobs, modes: ['read'] }]);
    expect(await read(tab, `${bobs}private/notes.ttl?of=bob`)).toBe('403');
    await says('notes.ttl?of=bob', /403\s*GET/, `always, in ${bobs}`);
    const link = rows('notes.ttl?of=bob').getByRole('link', { name: /^Explain/ });
    const [page, query] = String(await link.getAttribute('href')).split('?');
    const asked = Object.fromEntries(new URLSearchParams(query));
    expect([page, asked]).toEqual([
      '#inspector',
      {
        explain: `${bobs}private/notes.ttl?of=bob`,
        method: 'GET',
        site: site.origin,
        identity: `${servers.alice.webId} ${servers.issuer.url}`,
      },
    ]);
    expect(await rows('private/plain.html').getByRole('link').count()).toBe(0);
  });

  test('outlives the worker, and goes on with the next one', async () => {
    const before = await rows().count();
    await strict.scene.browser.killWorker();
    await activity.reload();
    await rows('of=bob').waitFor();
    expect(await rows().count()).toBe(before);
    expect(await read(tab, `${pod}private/notes.ttl?of=woken`)).toContain('Feed the cat.');
    await rows('of=woken').waitFor();
    expect(await rows().count()).toBe(before + 1);
  });

  test('shows what is looked for', async () => {
    const filter = activity.getByRole('searchbox', { name: 'Filter' });
    // Not by the status alone: the port of a server may hold the same digits.
    await filter.fill(`of=bob 403 ${strict.servers.alice.name}`);
    await rows('private/plain.html').waitFor({ state: 'hidden' });
    expect(await rows().count()).toBe(1);
    await filter.fill('nothing such');
    await activity.getByText('Nothing found.').waitFor();
    await filter.fill('');
    await rows('private/plain.html').waitFor();
  });

  test('keeps and exports no token, no header and no body', async () => {
    const { accessToken, refreshToken, idToken } = await readTokens(strict.scene.popup);
    const archive = await exported();
    const kept = await activity.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
    const recorded = JSON.stringify(
      Object.entries(JSON.parse(kept) as object).filter(([key]) => key.startsWith('activity')),
    );
    expect(recorded).toContain('of=bob');
    for (const text of [archive, recorded]) {
      for (const token of [accessToken, refreshToken, idToken]) expect(text).not.toContain(token);
      expect(text).not.toMatch(/eyJ|DPoP|authorization|cookie"|Feed the cat|a body/i);
    }
    const { log } = JSON.parse(archive) as { log: { version: string; entries: { request: object }[] } };
    expect(log.version).toBe('1.2');
    expect(log.entries).toHaveLength(await rows().count());
    expect(log.entries[0]?.request).toMatchObject({
      method: 'GET',
      url: `${pod}private/plain.html`,
      headers: [],
      cookies: [],
    });
  });

  test('has nothing of the time for which it was paused', async () => {
    await atFront(activity);
    await activity.getByRole('button', { name: 'Pause' }).click();
    await activity.getByRole('status').filter({ hasText: 'Paused: nothing is recorded.' }).waitFor();
    expect(await plainFetch(`${pod}private/notes.ttl?while=paused`)).toBe(200);
    await activity.getByRole('button', { name: 'Go on' }).click();
    await activity.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await plainFetch(`${pod}private/notes.ttl?after=that`)).toBe(200);
    await rows('after=that').waitFor();
    expect(await rows('while=paused').count()).toBe(0);
  });

  test('is cleared once she has said so twice, and begins anew', async () => {
    await atFront(activity);
    await activity.getByRole('button', { name: 'Clear' }).click();
    await activity.getByRole('button', { name: 'Cancel' }).click();
    expect(await rows('of=bob').count()).toBe(1);
    await activity.getByRole('button', { name: 'Clear' }).click();
    await activity.getByRole('button', { name: 'Clear all' }).click();
    await activity.getByText('Nothing was signed yet.').waitFor();
    await strict.scene.browser.killWorker();
    expect(await plainFetch(`${pod}private/notes.ttl?after=clearing`)).toBe(200);
    await rows('after=clearing').waitFor();
    expect(await rows().count()).toBe(1);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { keptValues } from '../world/kept-values.ts';
import { openPopup } from '../world/popup.ts';
import { letIntoPrivateWindows, openedInPrivate } from '../world/private-windows.ts';
import { logIn, opened, type Site, startSite, toldOf } from '../world/site.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

let scene: Scene;
let site: Site;
let other: Site;
/** A page of Latchkey's in an ordinary window. */
let popup: Page;
/** The app, which Alice has connected, in a private window. */
let app: Page;
/** A tab of an ordinary window. */
let tab: Page;
/** What was recorded before. */
let before: Recorded;

beforeAll(async () => {
  ({ scene, site } = await openSiteScene());
  other = await startSite();
  await letIntoPrivateWindows(scene.browser);
  popup = await openPopup(scene.browser);
  await popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
  tab = await opened(scene.browser, `${scene.alice.pod}public/page.html`);
  before = await recorded();
  app = await openedInPrivate(scene.browser, popup, site.url);
});
afterAll(() => close(scene, site, other));

describe('In a private window, while the person has not said so', () => {
  test('a private page stays shut, and the app reads nothing', async () => {
    const shut = await openedInPrivate(scene.browser, popup, privatePage());
    expect(await shut.evaluate(statusOf, privatePage())).toBe(401);
    expect(await app.evaluate(statusOf, notes())).toBe(401);
    expect(await app.evaluate(() => window.solid?.webId ?? null)).toBe(null);
    expect(await logIn(app)).toMatch(/^(not-connected|no provider)$/);
    await shut.close();
  });

  test('the popup says so, and turns it on once it has asked', async () => {
    const inPrivate = await openPopup(scene.browser, app);
    await inPrivate.getByRole('heading', { name: 'Latchkey is not used in private windows' }).waitFor();
    expect(await recorded()).toEqual(before);
    await inPrivate.getByRole('button', { name: 'Use my identities in private windows' }).click();
    await inPrivate.getByRole('button', { name: 'Use my identities', exact: true }).click();
    await inPrivate.getByRole('heading', { name: `You are ${scene.alice.name} here` }).waitFor();
    await inPrivate.close();
  });
});

describe('Once the person has said so', () => {
  test('a private page opens there, and the app is told and reads', async () => {
    const page = await openedInPrivate(scene.browser, popup, `${scene.alice.pod}public/page.html`);
    await journalOf(page).open(privatePage(), 200);
    await page.close();
    await toldOf(app, scene.alice.webId);
    expect(await app.evaluate(statusOf, notes())).toBe(200);
  });

  test('nobody is asked anything there', async () => {
    expect(await logIn(app, { access: [{ storage: scene.bob.pod, modes: ['read'] }] })).toBe('not-connected');
    const page = await openedInPrivate(scene.browser, popup, other.url);
    expect(await page.evaluate(statusOf, notes())).toBe(401);
    await page.close();
  });

  test('nothing of it is recorded, as a later page in an ordinary window is', async () => {
    const folder = `${scene.alice.pod}private/`;
    await journalOf(tab).open(folder, 200);
    await expect.poll(async () => (await recorded()).requests).not.toEqual([]);
    expect(await recorded()).toEqual({ ...before, requests: [folder] });
  });
});

interface Recorded {
  /** The addresses of what was signed. */
  readonly requests: readonly string[];
  /** The grants, which say when they were used last, and what pages wanted. */
  readonly others: readonly unknown[];
}

async function recorded(): Promise<Recorded> {
  const { grants } = await keptValues(popup);
  return popup.evaluate(async (kept) => {
    const session = await chrome.storage.session.get();
    const chunks = Object.keys(session).filter((key) => key.startsWith('activity-'));
    const requests = chunks.flatMap((key) => session[key] as { readonly url: string }[]);
    return { requests: requests.map(({ url }) => url), others: [kept, session['wanted']] };
  }, grants);
}

function statusOf(url: string): Promise<number> {
  return fetch(url, { cache: 'no-store' }).then(({ status }) => status);
}

function privatePage(): string {
  return `${scene.alice.pod}private/plain.html`;
}

function notes(): string {
  return `${scene.alice.pod}private/notes.ttl`;
}

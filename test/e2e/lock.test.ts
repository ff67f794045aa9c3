import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press } from '../world/approval.ts';
import { journalOf } from '../world/journal.ts';
import { everythingStored, saysLocked, setUpLock, unlock } from '../world/lock.ts';
import { closing, pageAt } from '../world/pages.ts';
import { signInAgain, signOut, switchTo } from '../world/popup.ts';
import { foundInProfile } from '../world/profile-directory.ts';
import { logIn, opened, read, type Site, toldOf, webIdIn } from '../world/site.ts';
import type { Scene } from './scene.ts';
import { close, openOptions, openSiteScene } from './site-scene.ts';
import { readTokens } from './tokens.ts';

const PASSPHRASE = 'curiouser and curiouser';
const OTHER = 'down the rabbit hole';

let scene: Scene;
let site: Site;
let app: Page;
let tab: Page;
/** The tokens that Alice had before she set up the lock. */
let before: readonly string[];

beforeAll(async () => {
  ({ scene, site, tab: app } = await openSiteScene());
  tab = await scene.browser.context.newPage();
  const { accessToken, refreshToken, idToken } = await readTokens(scene.popup);
  before = [accessToken, refreshToken, idToken].filter((token) => token !== null);
});
afterAll(() => close(scene, site));

describe('Before she sets up a lock', () => {
  test('Alice’s tokens stand in the files of her profile', async () => {
    await scene.browser.close();
    expect(await foundInProfile(scene.profile, before)).not.toEqual([]);
    await restart();
    expect(before).toHaveLength(3);
    expect(await everythingStored(scene.popup)).toContain(before[0]);
  });
});

describe('To set up a lock', () => {
  let options: Page;
  beforeAll(async () => {
    options = await openOptions(scene, 'privacy');
  });
  afterAll(() => options.close());

  test('takes a passphrase that is long enough, and twice the same', async () => {
    await setUpLock(options, 'short');
    await options.getByRole('alert').getByText('at least 12 characters').waitFor();
    await setUpLock(options, PASSPHRASE, OTHER);
    await options.getByRole('alert').getByText('differ').waitFor();
    await setUpLock(options, PASSPHRASE);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
  });

  test('leaves none of her tokens readable, and her pages open as before', async () => {
    const stored = await everythingStored(scene.popup);
    for (const token of before) expect(stored).not.toContain(token);
    await opens(200);
    expect(await read(app, notes())).toContain('Feed the cat.');
  });

  test('seals what she is given when she signs in again, on the disk as well', async () => {
    await signOut(scene.popup, scene.alice.name);
    await signInAgain(scene.browser, scene.popup, scene.alice);
    const { accessToken, idToken } = await inspected();
    const stored = await everythingStored(scene.popup);
    for (const token of [accessToken, idToken]) expect(stored).not.toContain(token);
    await opens(200);
    await scene.browser.close();
    expect(await foundInProfile(scene.profile, [accessToken, idToken])).toEqual([]);
  });
});

describe('After the browser was closed', () => {
  beforeAll(restart);

  test('Latchkey is locked, and says who is there', async () => {
    await saysLocked(scene.popup);
    await scene.popup.getByRole('radio', { name: scene.alice.name, checked: true }).waitFor();
    expect(await scene.popup.getByRole('button', { name: /^(Sign|Forget)/ }).count()).toBe(0);
    await expect.poll(title).toBe('Latchkey is locked');
  });

  test('she is nobody to her own pages and to the app', async () => {
    await opens(401);
    expect(await webIdIn(app)).toBe(null);
    expect(await read(app, notes())).toBe('401');
    expect(await readPlainly()).toBe(401);
  });

  test('another passphrase does not unlock it', async () => {
    await unlock(scene.popup, OTHER);
    await scene.popup.getByRole('alert').getByText('This is not the passphrase').waitFor();
    await opens(401);
  });

  test('hers does, and all is as before, in pages that are open already', async () => {
    await unlock(scene.popup, PASSPHRASE);
    await scene.popup.getByRole('button', { name: `Sign out ${scene.alice.name}` }).waitFor();
    await toldOf(app, scene.alice.webId);
    expect(await read(app, notes())).toContain('Feed the cat.');
    expect(await readPlainly()).toBe(200);
    await opens(200);
    await expect.poll(title).toBe(`Latchkey: ${scene.alice.name}`);
  });

  test('it stays unlocked though the worker ends', async () => {
    await scene.browser.killWorker();
    await opens(200);
  });
});

describe('By hand', () => {
  test('she locks it in the popup, which the app hears, and nothing is signed', async () => {
    await scene.popup.getByRole('button', { name: 'Lock', exact: true }).click();
    await saysLocked(scene.popup);
    await toldOf(app, null);
    await opens(401);
    expect(await read(app, notes())).toBe('401');
    expect(await readPlainly()).toBe(401);
  });

  test('an app that asks meanwhile is answered once it is unlocked', async () => {
    const login = logIn(app);
    const window = await pageAt(scene.browser.context, `${scene.browser.origin}/popup/approve.html`);
    await saysLocked(window);
    await unlock(window, PASSPHRASE);
    await closing(window, () => press(window, 'Always allow'));
    expect(await login).toBe(scene.alice.webId);
    await scene.popup.getByRole('button', { name: 'Lock', exact: true }).click();
    await saysLocked(scene.popup);
  });

  test('she becomes Anonymous while it is locked, and is so when it is not', async () => {
    await switchTo(scene.popup, 'Anonymous');
    await unlock(scene.popup, PASSPHRASE);
    await scene.popup.getByRole('radio', { name: 'Anonymous', checked: true }).waitFor();
    await opens(401);
    await switchTo(scene.popup, scene.alice.name);
    await opens(200);
  });
});

describe('In the options', () => {
  let options: Page;
  beforeAll(async () => {
    options = await openOptions(scene, 'privacy');
  });

  test('she changes the passphrase, once she has typed the current one', async () => {
    await change(options, OTHER, OTHER);
    await options.getByRole('alert').getByText('This is not the passphrase').waitFor();
    await change(options, PASSPHRASE, OTHER);
    await options.getByText('The passphrase is changed.').waitFor();
    await options.getByRole('button', { name: 'Lock now' }).click();
    await saysLocked(options);
    await unlock(options, PASSPHRASE);
    await options.getByRole('alert').getByText('This is not the passphrase').waitFor();
    await unlock(options, OTHER);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
    await opens(200);
  });

  test('she turns it off, and on again', async () => {
    await options.getByLabel('Current passphrase').fill(OTHER);
    await options.getByRole('button', { name: 'Turn the lock off' }).click();
    await options.getByRole('button', { name: 'Turn the lock on' }).waitFor();
    const { accessToken } = await inspected();
    expect(await everythingStored(scene.popup)).toContain(accessToken);
    await setUpLock(options, PASSPHRASE);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
    expect(await everythingStored(scene.popup)).not.toContain(accessToken);
    await options.close();
  });
});

describe('Without the passphrase', () => {
  test('all sessions can be forgotten, after a question, and she signs in again', async () => {
    const { browser, popup, alice } = scene;
    await popup.getByRole('button', { name: 'Lock', exact: true }).click();
    await popup.getByRole('button', { name: 'Forgot the passphrase?' }).click();
    await popup.getByRole('button', { name: 'Forget all sessions and start over' }).click();
    await popup.getByText('Sign in again', { exact: true }).first().waitFor();
    await opens(401);
    await signInAgain(browser, popup, alice);
    await opens(200);
  });
});

/** Closes the browser and opens it again, with the app in a tab. */
async function restart(): Promise<void> {
  await scene.restart();
  [tab, app] = [await scene.browser.context.newPage(), await opened(scene.browser, site.url)];
}

async function opens(status: 200 | 401): Promise<void> {
  await journalOf(tab).open(`${scene.alice.pod}private/plain.html`, status);
}

function notes(): string {
  return `${scene.alice.pod}private/notes.ttl`;
}

/** What the app's own `fetch` is answered. */
function readPlainly(): Promise<number> {
  return app.evaluate(async (url) => (await fetch(url)).status, notes());
}

/** The tokens that the inspector is told. */
async function inspected(): Promise<{ readonly accessToken: string; readonly idToken: string }> {
  const { webId } = scene.alice;
  const { answer } = await scene.popup.evaluate(
    async (id): Promise<{ answer: { tokens: { accessToken: string; idToken: string } } }> =>
      chrome.runtime.sendMessage({ name: 'inspect', input: { id } }),
    `${webId} ${scene.server}`,
  );
  return answer.tokens;
}

async function change(options: Page, current: string, passphrase: string): Promise<void> {
  await options.getByLabel('Current passphrase').fill(current);
  await options.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await options.getByLabel('New passphrase again').fill(passphrase);
  await options.getByRole('button', { name: 'Change passphrase' }).click();
}

async function title(): Promise<string> {
  const worker = await scene.browser.worker();
  return worker.evaluate(() => chrome.action.getTitle({}));
}

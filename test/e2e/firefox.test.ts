import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Firefox, launchFirefox } from '../world/firefox.ts';
import { peopleAt } from '../world/people.ts';
import { allowPods, openPopup, signIn } from '../world/popup.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';

const server = inject('server');
const { alice } = peopleAt(server);
let profile: TemporaryDirectory;
let browser: Firefox;
let popup: Page;

beforeAll(async () => {
  profile = await temporaryDirectory('profile');
  browser = await launchFirefox({ extension: 'dist/firefox', profile: profile.path, headless: true });
  popup = await openPopup(browser);
});
afterAll(async () => {
  await browser.close();
  await profile[Symbol.asyncDispose]();
});

describe('Latchkey in Firefox', () => {
  test('starts, has no host, and knows nobody', async () => {
    expect(await hosts()).toEqual([]);
    await popup.getByRole('radio', { name: 'Anonymous', checked: true }).waitFor();
    expect(await popup.getByRole('radio').count()).toBe(1);
  });

  test('opens its options', async () => {
    const options = await browser.context.newPage();
    await options.goto(`${browser.origin}/options/index.html`);
    await options.getByRole('heading', { name: 'Trusted issuers' }).waitFor();
    await options.close();
  });

  test('signs Alice in at the server’s own page, and asks for no host', async () => {
    await signIn(browser, popup, server, alice);
    await popup.getByText('Signed in', { exact: true }).waitFor();
    expect(await hosts()).toEqual([]);
  });

  test('gets the host of her pod by the button alone', async () => {
    await allowPods(popup);
    expect(await hosts()).toEqual(['http://localhost/*', 'ws://localhost/*']);
  });

  test('sees a host that is given in the browser’s own settings', async () => {
    await browser.addHosts(['http://127.0.0.1/*']);
    expect(await hosts()).toEqual(['http://localhost/*', 'ws://localhost/*', 'http://127.0.0.1/*']);
  });

  test('knows her after its background page was suspended', async () => {
    const before = await startOfBackground();
    await browser.killWorker();
    await reopenPopup();
    expect(await startOfBackground()).toBeGreaterThan(before);
  });

  test('knows her after the browser was started anew', async () => {
    await browser.close();
    browser = await launchFirefox({ extension: 'dist/firefox', profile: profile.path, headless: true });
    await reopenPopup();
    expect(await hosts()).toEqual(['http://localhost/*', 'ws://localhost/*', 'http://127.0.0.1/*']);
  });

  test('has complained of nothing', async () => {
    expect(await browser.complaints()).toEqual([]);
  });
});

async function hosts(): Promise<readonly string[] | undefined> {
  return popup.evaluate(async () => (await chrome.permissions.getAll()).origins);
}

/** When the running background page was started. */
async function startOfBackground(): Promise<number> {
  return (await browser.worker()).evaluate(() => performance.timeOrigin);
}

async function reopenPopup(): Promise<void> {
  await popup.close();
  popup = await openPopup(browser);
  await popup.getByRole('radio', { name: alice.name, checked: true }).waitFor();
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { saysLocked, setUpLock, unlock } from '../world/lock.ts';
import { addAuthenticator } from '../world/passkeys.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { openOptions } from './site-scene.ts';

const PASSPHRASE = 'curiouser and curiouser';

let scene: Scene;
let options: Page;
let tab: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  tab = await scene.browser.context.newPage();
  options = await openOptions(scene, 'privacy');
  await setUpLock(options, PASSPHRASE);
  await options.getByRole('button', { name: 'Lock now' }).waitFor();
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('A passkey', () => {
  test('that encrypts nothing is not taken', async () => {
    const page = await openOptions(scene, 'privacy');
    await addAuthenticator(page, { hasPrf: false });
    await add(page);
    await page.getByRole('alert').getByText('lacks PRF').waitFor();
    await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
    await page.close();
  });

  test('is added, once the passphrase has been typed again', async () => {
    await addAuthenticator(options);
    await add(options, 'another passphrase');
    await options.getByRole('alert').getByText('This is not the passphrase').waitFor();
    await add(options);
    await options.getByRole('button', { name: 'Remove the passkey' }).waitFor();
  });

  test('unlocks, and her pages open', async () => {
    await options.getByRole('button', { name: 'Lock now' }).click();
    await saysLocked(options);
    await opens(401);
    await options.getByRole('button', { name: 'Unlock with passkey' }).click();
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
    await opens(200);
  });

  test('does not unlock where another authenticator is asked, and the passphrase still does', async () => {
    await scene.popup.getByRole('button', { name: 'Lock', exact: true }).click();
    await saysLocked(scene.popup);
    await addAuthenticator(scene.popup);
    await scene.popup.getByRole('button', { name: 'Unlock with passkey' }).click();
    await scene.popup.getByRole('alert').getByText('The passkey was declined').waitFor();
    await opens(401);
    await unlock(scene.popup, PASSPHRASE);
    await scene.popup.getByRole('button', { name: 'Lock', exact: true }).waitFor();
    await opens(200);
  });

  test('opens nothing any more once it is removed', async () => {
    await options.getByLabel('Current passphrase').fill(PASSPHRASE);
    await options.getByRole('button', { name: 'Remove the passkey' }).click();
    await options.getByRole('button', { name: 'Add a passkey' }).waitFor();
    await options.getByRole('button', { name: 'Lock now' }).click();
    await saysLocked(options);
    expect(await options.getByRole('button', { name: 'Unlock with passkey' }).count()).toBe(0);
    await unlock(options, PASSPHRASE);
    await options.getByRole('button', { name: 'Lock now' }).waitFor();
  });
});

async function add(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Current passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
}

async function opens(status: 200 | 401): Promise<void> {
  await journalOf(tab).open(`${scene.alice.pod}private/plain.html`, status);
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../fakes/server.ts';
import { journalOf } from '../world/journal.ts';
import { credentialsOf } from '../world/owner.ts';
import { signOut, startSignIn } from '../world/popup.ts';
import { signInAt } from '../world/sign-in-page.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let options: Page;
let host: string;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  host = new URL(scene.server).host;
  options = await scene.browser.context.newPage();
});
afterAll(() => scene[Symbol.asyncDispose]());

async function openOptions(page: string): Promise<void> {
  await options.goto(`${scene.browser.origin}/options/index.html#${page}`);
}

/** The client that Alice's identity signed in with, as it is kept. */
async function keptClient(): Promise<{ id: string; way: string }> {
  return await scene.popup.evaluate(
    () =>
      new Promise<{ id: string; way: string }>((resolve, reject) => {
        const opening = indexedDB.open('latchkey');
        opening.onerror = () => {
          reject(new Error('The database does not open.'));
        };
        opening.onsuccess = () => {
          const all = opening.result.transaction('identities').objectStore('identities').getAll();
          all.onsuccess = () => {
            opening.result.close();
            const [record] = all.result as { client: { id: string; way: string } }[];
            resolve({ id: record?.client.id ?? '', way: record?.client.way ?? '' });
          };
        };
      }),
  );
}

describe('Among the trusted issuers', () => {
  test('the one where she signed in stands with her name, and can be examined', async () => {
    await openOptions('issuers');
    const list = options.getByRole('list', { name: 'Trusted issuers' });
    await list.getByText(scene.alice.name).waitFor();
    await list.getByRole('button', { name: `Examine ${host}` }).click();
    const said = options.getByRole('region', { name: `What ${host} says about itself` });
    await said.getByText('At the token endpoint', { exact: true }).waitFor();
    expect(await said.textContent()).toMatch(/DPoP.*ES256/s);
    await said.getByRole('button', { name: 'Copy report' }).waitFor();
  });

  test('another address is looked at, and what is no issuer is not added', async () => {
    await using shop = await serve(() => ({ headers: { 'content-type': 'text/html' }, body: 'Shop' }));
    await options.getByRole('textbox', { name: 'Issuer address' }).fill(shop.url);
    await options.getByRole('button', { name: 'Add issuer', exact: true }).click();
    await options.getByRole('alert').filter({ hasText: 'not secure' }).waitFor();
    expect(await options.getByRole('list', { name: 'Trusted issuers' }).textContent()).not.toContain(
      new URL(shop.url).host,
    );
  });

  test('one that is there already is said to be', async () => {
    await options.getByRole('textbox', { name: 'Issuer address' }).fill(host);
    await options.getByRole('button', { name: 'Add issuer', exact: true }).click();
    await options.getByText(`Latchkey trusts ${host} already.`).waitFor();
  });
});

describe('A Client ID Document', () => {
  test('that the page makes is found flawless, and Alice signs in with it', async () => {
    let document = '{}';
    await using web = await serve(() => ({
      headers: { 'content-type': 'application/ld+json', 'access-control-allow-origin': '*' },
      body: document,
    }));
    const clientId = `${web.url}latchkey.jsonld`;
    await openOptions('clients');
    await checkDocument(clientId);
    await options
      .getByRole('list', { name: 'What is wrong' })
      .getByText('context', { exact: false })
      .waitFor();

    const maker = options.getByRole('region', { name: 'Make a Client ID Document' });
    await maker.getByRole('textbox', { name: 'Where you will host it (URL)' }).fill(clientId);
    document = (await maker.locator('pre').textContent()) ?? '';
    await checkDocument(clientId);
    await options.getByText('Nothing is missing.').waitFor();

    await options.getByRole('button', { name: `Change ${host}` }).click();
    const form = options.getByRole('form', { name: `Client at ${host}` });
    await form.getByRole('radio', { name: 'Client ID Document' }).click();
    await form.getByRole('textbox', { name: 'Client ID' }).fill(clientId);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Saved. It counts from the next sign-in on.').waitFor();

    const { browser, popup, server, alice } = scene;
    await signInAt(await startSignIn(browser, popup, server, alice.webId), alice);
    await expect.poll(keptClient).toEqual({ id: clientId, way: 'document' });
  });

  async function checkDocument(clientId: string): Promise<void> {
    const check = options.getByRole('region', { name: 'Check a Client ID Document' });
    await check.getByRole('textbox', { name: 'Client ID (URL)' }).fill(clientId);
    await check.getByRole('button', { name: 'Check' }).click();
  }
});

describe('Without a browser login', () => {
  test('a wrong secret is refused in a sentence; the right one signs in, and her page opens', async () => {
    const { server, alice, popup, browser } = scene;
    const { id, secret } = await credentialsOf(server, alice);
    await signInWith(id, 'a guess');
    await options.getByText('does not accept the client ID or its secret').waitFor();
    await signInWith(id, secret);
    await expect.poll(keptClient).toEqual({ id, way: 'static' });
    await popup.getByRole('radio', { name: alice.name, checked: true }).waitFor();
    const tab = await browser.context.newPage();
    await journalOf(tab).open(`${alice.pod}private/plain.html`, 200);
    await tab.close();
  });

  async function signInWith(id: string, secret: string): Promise<void> {
    const region = options.getByRole('region', { name: 'Sign in without a browser login' });
    await region.getByRole('textbox', { name: 'Issuer or WebID' }).fill(scene.alice.webId);
    await region.getByRole('textbox', { name: 'Client ID' }).fill(id);
    await region.getByLabel('Client secret').fill(secret);
    await region.getByRole('button', { name: 'Sign in with client credentials' }).click();
  }
});

describe('Signing out', () => {
  test('tells that the issuer itself still knows her, which she may leave so', async () => {
    const { browser, popup, server, alice } = scene;
    const form = options.getByRole('form', { name: `Client at ${host}` });
    await form.getByRole('radio', { name: 'Registers by itself' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Saved. It counts from the next sign-in on.').waitFor();
    await signInAt(await startSignIn(browser, popup, server, alice.webId), alice);
    await expect.poll(async () => (await keptClient()).way).toBe('dynamic');
    await signOut(popup, alice.name);
    const notice = popup.getByRole('region', { name: `Still signed in at ${host}` });
    await notice.getByRole('button', { name: 'Leave it' }).click();
    await notice.waitFor({ state: 'hidden' });
  });

  test('removing an issuer asks first, and takes it and its registration away', async () => {
    await openOptions('issuers');
    await options.getByRole('button', { name: `Remove ${host}` }).click();
    await options.getByRole('alert').getByRole('button', { name: 'Remove issuer' }).click();
    await options.getByText(`Latchkey no longer trusts ${host}.`).waitFor();
    await options.getByText('You trust no issuer yet.', { exact: false }).waitFor();
  });
});

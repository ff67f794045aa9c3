import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPopup, startSignIn } from '../world/popup.ts';
import { cancelAt, shown, signInAt } from '../world/sign-in-page.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
let popup: Page;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());
beforeEach(async () => {
  popup = await openPopup(scene.browser);
});

describe('Signing in', () => {
  test('asks first whether to trust the issuer, and takes a no', async () => {
    const { alice, server } = scene;
    await type(alice.webId);
    const question = popup.getByRole('alert');
    await question.getByText(new URL(server).host).first().waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await expectNobody();
  });

  test('by WebID, with name, photo and session, while the popup closes on the way', async () => {
    const { browser, server, alice } = scene;
    const page = await startSignIn(browser, popup, server, alice.webId);
    await popup.close();
    await signInAt(page, alice);
    popup = await openPopup(browser);
    await radio(alice.name, true).waitFor();
    expect(await radio(alice.name).getAttribute('aria-describedby')).toBeTruthy();
    const photo = popup.getByRole('radiogroup', { name: 'Identities' }).locator('img').first();
    expect(await photo.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
    await popup.getByText('Signed in', { exact: true }).waitFor();
  });

  for (const [what, address] of [
    ['pod URL', ({ alice }: Scene) => alice.pod],
    ['the URL of a private resource', ({ alice }: Scene) => `${alice.pod}private/page.html`],
    ['issuer', ({ server }: Scene) => server],
    ['an address without a scheme', ({ server }: Scene) => new URL(server).host],
  ] as const) {
    test(`by ${what}, without asking again for trust`, async () => {
      const { browser, server, alice } = scene;
      await forget(alice.name);
      await signInAt(await startSignIn(browser, popup, server, address(scene)), alice);
      await radio(alice.name, true).waitFor();
    });
  }

  test('keeps a key that nobody can export', async () => {
    const refusal = await popup.evaluate(async () => {
      const request = indexedDB.open('latchkey');
      await new Promise((resolve) => request.addEventListener('success', resolve));
      const all = request.result.transaction('identities').objectStore('identities').getAll();
      await new Promise((resolve) => all.addEventListener('success', resolve));
      const [record] = all.result as { key: { pair: CryptoKeyPair } }[];
      if (record === undefined) throw new Error('There is no identity.');
      const formats = ['jwk', 'pkcs8'] as const;
      const attempts = formats.map((format) => crypto.subtle.exportKey(format, record.key.pair.privateKey));
      return (await Promise.allSettled(attempts)).map((attempt) =>
        attempt.status === 'rejected' ? (attempt.reason as DOMException).name : attempt.status,
      );
    });
    expect(refusal).toEqual(['InvalidAccessError', 'InvalidAccessError']);
  });

  test('forgets an identity only after a question', async () => {
    const { alice } = scene;
    await popup.getByRole('button', { name: `Forget ${alice.name}` }).click();
    await popup.getByRole('alert').getByRole('button', { name: 'Cancel' }).click();
    await radio(alice.name).waitFor();
    await forget(alice.name);
    await expectNobody();
  });
});

describe('A sign-in that fails says why and leaves nothing behind', () => {
  beforeEach(async () => {
    expect(await storedIdentities()).toBe(0);
    await dismiss();
  });

  test('cancelled at the server', async () => {
    await cancelAt(await startSignIn(scene.browser, popup, scene.server, scene.alice.webId));
    await failure(/closed or declined/);
  });

  test('its window closed', async () => {
    const page = await startSignIn(scene.browser, popup, scene.server, scene.alice.webId);
    await shown(page);
    await page.close();
    await failure(/closed or declined/);
  });

  test('an address where nobody answers', async () => {
    await type(`http://localhost:${await closedPort()}/card#me`);
    await failure(/localhost/);
  });

  test('a WebID that is no profile', async () => {
    await type(`${scene.alice.pod}public/page.html#me`);
    await failure(/profile/i);
  });

  test('a WebID that its profile does not speak of', async () => {
    await type(`${scene.alice.pod}profile/card#somebody`);
    await failure(/issuer|profile/i);
  });

  test('an address that is none, and one that is not secure', async () => {
    await type('no address at all');
    await failure(/address/i);
    await dismiss();
    await type('http://example.org/card#me');
    await failure(/https/i);
  });

  test('what is typed in the moment in which it appears stays', async () => {
    await popup.evaluate(() => {
      new MutationObserver((_, observer) => {
        const box = document.querySelector<HTMLInputElement>('.sign-in-form input');
        if (box === null || document.querySelector('[role=alert]') === null) return;
        observer.disconnect();
        box.value = 'typed at once';
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }).observe(document.body, { childList: true, subtree: true });
    });
    await type(`http://localhost:${await closedPort()}/card#me`);
    await failure(/localhost/);
    await popup.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      await new Promise((resolve) => requestIdleCallback(resolve));
    });
    expect(await popup.getByRole('textbox').inputValue()).toBe('typed at once');
  });

  test('somebody else than the WebID that was typed', async () => {
    const { browser, server, alice, bob } = scene;
    await signInAt(await startSignIn(browser, popup, server, alice.webId), bob);
    await failure(/bob/);
  });

  test('a second one at once', async () => {
    const { browser, server, alice, bob } = scene;
    const page = await startSignIn(browser, popup, server, alice.webId);
    const second = await openPopup(browser);
    await second
      .getByRole('status')
      .filter({ hasText: /window/i })
      .waitFor();
    const refusal = await second.evaluate(
      (webId): Promise<unknown> => chrome.runtime.sendMessage({ name: 'signIn', input: { input: webId } }),
      bob.webId,
    );
    expect(refusal).toMatchObject({ failure: { code: 'sign-in-busy' } });
    await shown(page);
    await page.close();
    await failure(/closed or declined/);
  });

  test('the worker ended on the way; trying again works', async () => {
    const { browser, server, alice } = scene;
    const page = await startSignIn(browser, popup, server, alice.webId);
    await shown(page);
    await browser.killWorker();
    await failure(/interrupted/i);
    await page.close();
    const again = browser.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Try again' }).click();
    await signInAt(await again, alice);
    await radio(alice.name, true).waitFor();
  });
});

async function type(address: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(address);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What went wrong before is not taken for what goes wrong next. */
async function dismiss(): Promise<void> {
  const alert = popup.getByRole('alert');
  if ((await alert.count()) > 0) await alert.getByRole('button', { name: 'Dismiss' }).click();
  await alert.waitFor({ state: 'detached' });
}

/** The popup says what went wrong, and nobody was added. */
async function failure(words: RegExp): Promise<void> {
  await popup.getByRole('alert').filter({ hasText: words }).waitFor();
  await expectNobody();
}

function radio(name: string, checked?: boolean) {
  return popup.getByRole('radio', { name, ...(checked === undefined ? {} : { checked }) });
}

async function expectNobody(): Promise<void> {
  await radio('Anonymous').waitFor();
  expect(await popup.getByRole('radio').count()).toBe(1);
  expect(await storedIdentities()).toBe(0);
}

async function forget(name: string): Promise<void> {
  await popup.getByRole('button', { name: `Forget ${name}` }).click();
  await popup
    .getByRole('alert')
    .getByRole('button', { name: /^Forget/ })
    .click();
  await radio(name).waitFor({ state: 'hidden' });
}

async function storedIdentities(): Promise<number> {
  return popup.evaluate(async () => {
    const request = indexedDB.open('latchkey');
    await new Promise((resolve) => request.addEventListener('success', resolve));
    if (!request.result.objectStoreNames.contains('identities')) return 0;
    const count = request.result.transaction('identities').objectStore('identities').count();
    await new Promise((resolve) => count.addEventListener('success', resolve));
    request.result.close();
    return count.result;
  });
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

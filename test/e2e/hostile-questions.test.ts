import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion, press, questionOf } from '../world/approval.ts';
import { closing } from '../world/pages.ts';
import { grantsOf, openPopup } from '../world/popup.ts';
import { logIn, opened, providerIn, type Site, startSite, toldOf } from '../world/site.ts';
import type { Scene } from './scene.ts';
import { close, offerEverywhere, openHostileScene } from './site-scene.ts';

let scene: Scene;
let other: Site;
let hostile: Site;

beforeAll(async () => {
  const opening = await openHostileScene();
  ({ scene, hostile, other } = opening);
  await offerEverywhere(opening);
});
afterAll(() => close(scene, hostile, other));

describe('A question', () => {
  let tab: Page;

  beforeAll(async () => {
    tab = await opened(scene.browser, other.url);
  });

  for (const [how, leave] of [
    ['to another site', () => tab.goto(`${hostile.origin}/empty`)],
    ['to the same page anew', () => tab.reload()],
  ] as const) {
    test(`ends when its page goes ${how}: nothing is granted`, async () => {
      await tab.goto(other.url);
      await providerIn(tab);
      void logIn(tab).catch(() => 'gone');
      const question = await questionOf(scene.browser, other.origin);
      await closing(question, leave);
      expect(await grantsOf(scene.popup, other.origin)).toBe(0);
    });
  }

  test('whose page went while no worker ran grants nothing', async () => {
    await tab.goto(other.url);
    await providerIn(tab);
    void logIn(tab).catch(() => 'gone');
    const question = await questionOf(scene.browser, other.origin);
    await scene.browser.killWorker();
    await tab.goto(`${hostile.origin}/empty`);
    // The worker may have come back in time to hear of it, and the window may have closed.
    if (!question.isClosed()) await closing(question, () => press(question, 'Always allow'));
    expect(await grantsOf(scene.popup, other.origin)).toBe(0);
  });

  test('takes no click that comes as it is shown, nor as it follows another', async () => {
    const second = await opened(scene.browser, `${other.origin}/`);
    await using third = await startSite();
    const waiting = await opened(scene.browser, third.url);
    await Promise.all([second, waiting].map(providerIn));
    const first = logIn(second);
    const question = await questionOf(scene.browser, other.origin);
    const next = logIn(waiting);
    await question.getByText('1 other site waits').waitFor();
    await question.evaluate((host) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('h1')?.textContent.includes(host)) return;
        const button = [...document.querySelectorAll('button')].find((one) => /Always/.test(one.textContent));
        if (button === undefined) return;
        observer.disconnect();
        button.click();
        document.documentElement.dataset['clicked'] = 'early';
      }).observe(document, { childList: true, subtree: true, characterData: true });
    }, new URL(third.origin).host);
    await press(question, 'Deny');
    expect(await first).toBe('user-rejected');
    await question.locator('html[data-clicked=early]').waitFor();
    await question.getByRole('button', { name: 'Always allow', disabled: false }).waitFor();
    expect(await grantsOf(scene.popup, third.origin)).toBe(0);
    await closing(question, () => press(question, 'Deny'));
    expect(await next).toBe('user-rejected');
    await Promise.all([second.close(), waiting.close()]);
  });
});

describe('A site that floods', () => {
  test('gets one window for a thousand questions from twenty tabs, and others are served', async () => {
    await using flooder = await startSite();
    await using quiet = await startSite();
    const tabs = await Promise.all(Array.from({ length: 20 }, () => opened(scene.browser, flooder.url)));
    await Promise.all(tabs.map(providerIn));
    const [asking, ...rest] = tabs as [Page, ...Page[]];
    const first = fiftyLogins(asking);
    const question = await questionOf(scene.browser, flooder.origin);
    const refused = (await Promise.all(rest.map(fiftyLogins))).flat();
    expect(refused).toEqual(Array.from({ length: 950 }, () => 'busy'));
    expect(questions()).toHaveLength(1);

    const served = await opened(scene.browser, quiet.url);
    await providerIn(served);
    const login = logIn(served);
    await question.getByText('1 other site waits').waitFor();
    await press(question, 'Deny');
    expect(await first).toEqual(Array.from({ length: 50 }, () => 'user-rejected'));
    await answerQuestion(scene.browser, quiet.origin, 'Allow once');
    expect(await login).toBe(scene.alice.webId);
    await Promise.all([...tabs, served].map((one) => one.close()));
  });

  test('with friends finds the queue full, and all of them are refused at one stroke', async () => {
    const sites = await Promise.all(Array.from({ length: 9 }, () => startSite()));
    const tabs = await Promise.all(sites.map(({ url }) => opened(scene.browser, url)));
    await Promise.all(tabs.map(providerIn));
    const logins = tabs.slice(0, 8).map((tab) => logIn(tab));
    const [first] = sites;
    const question = await questionOf(scene.browser);
    await question.getByText('7 other sites wait').waitFor();
    expect(await logIn(tabs[8] as Page)).toBe('busy');
    await closing(question, () => question.getByRole('button', { name: 'Refuse all' }).click());
    expect(await Promise.all(logins)).toEqual(Array.from({ length: 8 }, () => 'user-rejected'));
    expect(await grantsOf(scene.popup, first?.origin ?? '')).toBe(0);
    await Promise.all(tabs.map((one) => one.close()));
    await Promise.all(sites.map((one) => one[Symbol.asyncDispose]()));
  });

  test('may not ask any more once it was refused three times, unless she wishes it', async () => {
    await using flooder = await startSite();
    const tab = await opened(scene.browser, flooder.url);
    await providerIn(tab);
    for (let i = 0; i < 3; i += 1) {
      const login = logIn(tab);
      await answerQuestion(scene.browser, flooder.origin, 'Deny');
      expect(await login).toBe('user-rejected');
    }
    const windows: string[] = [];
    scene.browser.context.on('page', (page) => windows.push(page.url()));
    expect(await logIn(tab)).toBe('user-rejected');
    await tab.reload();
    await providerIn(tab);
    expect(await logIn(tab)).toBe('user-rejected');
    expect([windows, questions()]).toEqual([[], []]);

    const popup = await openPopup(scene.browser, tab);
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    await answerQuestion(scene.browser, flooder.origin, 'Allow once');
    await toldOf(tab, scene.alice.webId);
    await popup.close();
    await tab.close();
  });
});

function fiftyLogins(tab: Page): Promise<string[]> {
  return tab.evaluate(() =>
    Promise.all(
      Array.from({ length: 50 }, async () =>
        window.solid?.login().then(
          ({ webId }) => webId,
          (error: unknown) => String((error as { code?: unknown }).code),
        ),
      ),
    ).then((answers) => answers.map(String)),
  );
}

/** The approval windows that are open. */
function questions(): readonly string[] {
  return scene.browser.context
    .pages()
    .map((page) => page.url())
    .filter((url) => url.includes('approve.html'));
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { SPY, secretsIn, wrecked } from '../world/hostile-scripts.ts';
import { offeredToSites, openPopup } from '../world/popup.ts';
import { logIn, opened, providerIn, read, type Site } from '../world/site.ts';
import { LARGE, type StubPod, startStubPod } from '../world/stub-pod.ts';
import { notInFirefox } from './browsers.ts';
import type { Scene } from './scene.ts';
import { close, openHostileScene } from './site-scene.ts';

let scene: Scene;
let other: Site;
let hostile: Site;
let pod: StubPod;
let secrets: readonly string[];
let spy: Page;

beforeAll(async () => {
  ({ scene, hostile, other, secrets } = await openHostileScene());
  expect(secrets).toHaveLength(3);
  pod = await startStubPod();
  // Later it would be too late: from the first grant on, Latchkey comes before a page's own scripts.
  spy = await opened(scene.browser, `${hostile.origin}/spy`);
});
afterAll(() => close(scene, hostile, other, pod));

describe('A page that was poisoned before Latchkey came', () => {
  test('learns no secret of what passes by', async () => {
    const popup = await openPopup(scene.browser, spy);
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    await providerIn(spy);
    const login = logIn(spy);
    await answerQuestion(scene.browser, hostile.origin, 'Always allow');
    expect(await login).toBe(scene.alice.webId);
    await popup.close();
    expect(await read(spy, `${scene.alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    await expectNoSecret(spy);
  });

  test('would be found out, had it learned one', async () => {
    await spy.evaluate(
      (secret) => Object.assign(window.loot[0] ?? window, { deep: [{ secret }] }),
      secrets[0] ?? '',
    );
    expect(await spy.evaluate(search())).toEqual([secrets[0]]);
  });
});

describe('A page that is poisoned as soon as it may be', () => {
  test('learns no secret of what passes by', async () => {
    const tab = await poisoned(SPY);
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    expect(await read(tab, `${scene.bob.pod}private/notes.ttl`)).toBe('401');
    await expectNoSecret(tab);
    await tab.close();
  });

  notInFirefox('a page has the browser’s own responses')(
    'breaks nothing of Latchkey’s: its requests are signed, and come back',
    async () => {
      const tab = await poisoned('');
      const login = logIn(tab, { access: [{ storage: pod.url, modes: ['read'] }] });
      await answerQuestion(scene.browser, hostile.origin, 'Always allow');
      await login;
      const url = `${scene.alice.pod}private/notes.ttl`;
      const act = `async () => {
      const { webId } = await solid.login();
      const response = await solid.fetch('${url}');
      const large = await solid.fetch('${pod.url}large/');
      const bytes = await large.arrayBuffer();
      const blob = await (await solid.fetch('${pod.url}large/')).blob();
      return webId + ' ' + (await response.text()) + ' ' + bytes.byteLength + ' ' + blob.size;
    }`;
      const outcome = String(await tab.evaluate(wrecked(act)));
      expect(outcome).toContain(scene.alice.webId);
      expect(outcome).toContain('Feed the cat.');
      expect(outcome).toContain(` ${LARGE} ${LARGE}`);
      for (const { headers } of pod.seen) expect(headers).toHaveProperty('dpop');
      await tab.close();
    },
  );

  async function poisoned(script: string): Promise<Page> {
    await offeredToSites(scene.popup, true);
    const tab = await opened(scene.browser, `${hostile.origin}/empty`);
    await tab.waitForFunction((webId) => window.solid?.webId === webId, scene.alice.webId);
    await tab.evaluate(script);
    return tab;
  }
});

/** The search for secrets, as text that a page's own functions have no part in. */
function search(): string {
  return `(${String(secretsIn)})(${JSON.stringify(secrets)})`;
}

async function expectNoSecret(page: Page): Promise<void> {
  expect(await page.evaluate(() => window.loot.length)).toBeGreaterThan(10);
  await page.evaluate(() => window.stopSpying());
  expect(await page.evaluate(search())).toEqual([]);
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press, questionOf } from '../world/approval.ts';
import { closing } from '../world/pages.ts';
import { disconnectSite, switchTo } from '../world/popup.ts';
import { logIn, read, type Site, send, toldOf } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import { notInFirefox } from './browsers.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

let scene: Scene;
let site: Site;
let tab: Page;
let popup: Page;

beforeAll(async () => {
  ({ scene, site, tab, popup } = await openSiteScene());
});
afterAll(() => close(scene, site));

describe('When something ends', () => {
  let pod: StubPod;

  beforeAll(async () => {
    pod = await startStubPod();
    await disconnectSite(popup);
  });
  afterAll(() => pod[Symbol.asyncDispose]());

  test('the worker, between question and answer, the app still hears the answer', async () => {
    const login = logIn(tab, { access: [{ storage: pod.url, modes: ['read', 'append', 'write'] }] });
    const question = await questionOf(scene.browser, site.origin);
    await scene.browser.killWorker();
    await closing(question, () => press(question, 'Always allow'));
    expect(await login).toBe(scene.alice.webId);
    expect(await read(tab, `${pod.url}range/`)).toBe('abcdefghijklmnopqrstuvwxyz');
  });

  test('the worker, between question and answer, no is heard, too', async () => {
    const login = logIn(tab, { access: [{ storage: scene.bob.pod, modes: ['read'] }] });
    const question = await questionOf(scene.browser, site.origin);
    await scene.browser.killWorker();
    await closing(question, () => press(question, 'Deny'));
    expect(await login).toBe('user-rejected');
  });

  test('the worker, while nothing goes on, the next request is signed, and a change is heard', async () => {
    await scene.browser.killWorker();
    await switchTo(popup, 'Anonymous');
    await toldOf(tab, null);
    await scene.browser.killWorker();
    await switchTo(popup, scene.alice.name);
    await toldOf(tab, scene.alice.webId);
    await scene.browser.killWorker();
    expect(await send(tab, 'GET', `${pod.url}echo/woken`)).toBe('200');
    expect((await pod.arrived('/echo/woken')).headers).toHaveProperty('authorization');
  });

  notInFirefox('what runs is the page’s own request')(
    'the worker, in the middle of a download, the app meets an error, and never the beginning as the whole',
    async () => {
      const outcome = tab
        .evaluate(async (url) => {
          const response = await window.solid?.fetch(url);
          const reader = response?.body?.getReader();
          const first = await reader?.read();
          Object.assign(window, { received: first?.value?.byteLength });
          for (;;) if ((await reader?.read())?.done === true) return 'the end';
        }, `${pod.url}held/killed`)
        .catch(String);
      await tab.waitForFunction(() => 'received' in window);
      await scene.browser.killWorker();
      expect(await outcome).toContain('Latchkey was ended on the way');
    },
  );

  notInFirefox('what runs is the page’s own request')(
    'the worker, while an app takes a download whole, the app meets an error',
    async () => {
      const outcome = await takeWhole('held/killed-whole');
      await scene.browser.killWorker();
      expect(await outcome()).toContain('Latchkey was ended on the way');
      await pod.left('/held/killed-whole');
    },
  );

  notInFirefox('what runs is the page’s own request')(
    'the worker, before an answer, a GET is made again, and a PUT is not',
    async () => {
      const [get, put] = [
        read(tab, `${pod.url}silent/get`),
        send(tab, 'PUT', `${pod.url}silent/put`, 'text/plain', 'x'),
      ];
      await Promise.all([pod.arrived('/silent/get'), pod.arrived('/silent/put')]);
      await scene.browser.killWorker();
      expect(await put).toBe('interrupted');
      await expect.poll(() => pod.seen.filter(({ path }) => path === '/silent/get').length).toBe(2);
      await fetch(`${pod.url}release/silent?name=get`);
      expect(await get).toBe('at last');
      expect(pod.seen.filter(({ path }) => path === '/silent/put')).toHaveLength(1);
    },
  );

  notInFirefox('what runs is the page’s own request')(
    'a site’s leave, its running downloads end, and the pod hears of it',
    async () => {
      const whole = await takeWhole('held/revoked-whole');
      const outcome = tab
        .evaluate(async (url) => {
          const response = await window.solid?.fetch(url);
          const reader = response?.body?.getReader();
          await reader?.read();
          Object.assign(window, { isRunning: true });
          for (;;) if ((await reader?.read())?.done === true) return 'the end';
        }, `${pod.url}held/revoked`)
        .catch(String);
      await tab.waitForFunction(() => 'isRunning' in window);
      await disconnectSite(popup);
      expect(await outcome).toContain('Latchkey was ended on the way');
      expect(await whole()).toContain('Latchkey was ended on the way');
      await Promise.all([pod.left('/held/revoked'), pod.left('/held/revoked-whole')]);
    },
  );

  /** The app has begun to take a body whole; tells what becomes of it. */
  async function takeWhole(path: string): Promise<() => Promise<unknown>> {
    await tab.evaluate(async (url) => {
      const response = await window.solid?.fetch(url);
      Object.assign(window, { taking: response?.arrayBuffer().then(({ byteLength }) => byteLength, String) });
    }, pod.url + path);
    return () => tab.evaluate<unknown>('window.taking');
  }
});

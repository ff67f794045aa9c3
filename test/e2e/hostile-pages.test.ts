import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantsOf } from '../world/popup.ts';
import { logIn, opened, providerIn, read, type Site, webIdIn } from '../world/site.ts';
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

describe('What a page cannot do', () => {
  let tab: Page;

  beforeAll(async () => {
    tab = await opened(scene.browser, other.url);
    await providerIn(tab);
  });

  test('change its provider', async () => {
    const outcome = await tab.evaluate(() => {
      const { solid } = window;
      if (solid === undefined) return null;
      const prototype = Object.getPrototypeOf(solid) as object;
      const attempts = [
        () => Object.assign(window, { solid: 'mine' }),
        () => Object.defineProperty(window, 'solid', { value: 'mine' }),
        () => Object.assign(solid, { webId: 'mine' }),
        () => Object.assign(solid, { fetch: 'mine' }),
        () => Object.assign(prototype, { login: 'mine' }),
        () => Object.defineProperty(solid, 'more', { value: 'mine' }),
        () => Object.setPrototypeOf(solid, {}) as unknown,
        () => Object.setPrototypeOf(prototype, {}) as unknown,
      ];
      const refused = attempts.map((attempt) => {
        try {
          attempt();
          return 'let in';
        } catch (error) {
          return (error as Error).name;
        }
      });
      const isDeleted = Reflect.deleteProperty(window, 'solid');
      const isSame = solid === window.solid && typeof solid.fetch === 'function' && solid.webId === null;
      return { refused, isDeleted, isSame, frozen: [solid, prototype].map((one) => Object.isFrozen(one)) };
    });
    expect(outcome).toEqual({
      refused: Array.from({ length: 8 }, () => 'TypeError'),
      isDeleted: false,
      isSame: true,
      frozen: [true, true],
    });
  });

  test('change what is announced, and hears it whenever it asks', async () => {
    const heard = await tab.evaluate(() => {
      const details: { info: { name: string; rdns: string; uuid: string }; provider: unknown }[] = [];
      addEventListener('solid:announceProvider', (event) =>
        details.push((event as CustomEvent<(typeof details)[number]>).detail),
      );
      for (let i = 0; i < 2; i += 1) dispatchEvent(new Event('solid:requestProvider'));
      const frozen = details.every((detail) => Object.isFrozen(detail) && Object.isFrozen(detail.info));
      const isSame = details.every(({ provider }) => provider === window.solid);
      return {
        frozen,
        isSame,
        names: details.map(({ info }) => info.name),
        count: new Set(details.map(({ info }) => info.uuid)).size,
      };
    });
    expect(heard).toEqual({ frozen: true, isSame: true, names: ['Latchkey', 'Latchkey'], count: 1 });
  });

  test('speak to Latchkey but by its provider: forged messages do nothing', async () => {
    const outcome = await tab.evaluate(async () => {
      const answers: unknown[] = [];
      const messages = [
        ...['login', 'fetch', 'logout'].map((type) => ({ type, id: 1, options: {} })),
        ...['nextApproval', 'answerApproval', 'connectSite', 'signOutEverywhere'].map((name) => ({
          name,
          input: {},
        })),
        { type: 'state', state: { webId: 'https://evil.example/#me', access: [] } },
        'latchkey:poke',
      ];
      for (const message of messages) {
        window.postMessage(message, '*');
        for (const type of ['latchkey:bridge', 'latchkey:bridge?', 'latchkey:poke']) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => answers.push(data);
          window.dispatchEvent(new MessageEvent(type, { data: message, ports: [port2] }));
          port1.postMessage(message);
          window.dispatchEvent(new CustomEvent(type, { detail: message }));
        }
      }
      // By the time that a call has come back, whatever the others were to do was done.
      await window.solid?.logout();
      return {
        answers,
        webId: window.solid?.webId,
        runtime: 'chrome' in window && 'runtime' in window.chrome,
      };
    });
    expect(outcome).toEqual({ answers: [], webId: null, runtime: false });
    expect(questions()).toEqual([]);
    expect(await grantsOf(scene.popup, other.origin)).toBe(0);
  });

  test('wait for ever for the answer to nonsense', async () => {
    const nonsense: unknown[] = [
      { access: 'all' },
      { access: [] },
      { webId: 1 },
      { more: true },
      { reason: 'r'.repeat(301) },
    ];
    for (const options of nonsense) expect(await logIn(tab, options as object)).toBe('bad-request');
    const access = (storage: string) => ({ access: [{ storage, modes: ['read' as const] }] });
    for (const storage of [
      'nonsense',
      'http://pod.example/',
      'javascript:alert(1)',
      'https://pod.example/a',
    ]) {
      expect([storage, await logIn(tab, access(storage))]).toEqual([storage, 'bad-request']);
    }
    expect(questions()).toEqual([]);
  });

  test('be granted anything in a frame', async () => {
    await tab.goto(`${hostile.origin}/frames`);
    await providerIn(tab);
    const frames = tab.frames().slice(1);
    expect(frames).toHaveLength(7);
    for (const frame of frames) {
      const found = await frame.evaluate(() => {
        let announced = 0;
        addEventListener('solid:announceProvider', () => (announced += 1));
        dispatchEvent(new Event('solid:requestProvider'));
        return [typeof window.solid, announced];
      });
      expect([frame.name(), ...found]).toEqual([frame.name(), 'undefined', 0]);
    }
  });

  test('be granted anything in a sandbox, where its provider fetches as the page does', async () => {
    await tab.goto(`${hostile.origin}/sandboxed`);
    expect(await tab.evaluate(() => origin)).toBe('null');
    await providerIn(tab);
    expect(await logIn(tab)).toBe('not-connected');
    expect(await read(tab, `${scene.alice.pod}private/notes.ttl`)).toBe('401');
    expect(await webIdIn(tab)).toBe(null);
  });
});

/** The approval windows that are open. */
function questions(): readonly string[] {
  return scene.browser.context
    .pages()
    .map((page) => page.url())
    .filter((url) => url.includes('approve.html'));
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { secretsIn } from '../world/hostile-scripts.ts';
import { openPopup } from '../world/popup.ts';
import { opened, type Site } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import type { Scene } from './scene.ts';
import { close, openHostileScene } from './site-scene.ts';

let scene: Scene;
let other: Site;
let hostile: Site;
let pod: StubPod;
let secrets: readonly string[];
let impostor: Page;

beforeAll(async () => {
  ({ scene, hostile, other, secrets } = await openHostileScene());
  expect(secrets).toHaveLength(3);
  pod = await startStubPod();
  // Later it would be too late: from the first grant on, Latchkey comes before a page's own scripts.
  impostor = await opened(scene.browser, `${hostile.origin}/impostor`);
});
afterAll(() => close(scene, hostile, other, pod));

describe('A page that takes the place of its provider at the bridge', () => {
  beforeAll(async () => {
    const popup = await openPopup(scene.browser, impostor);
    await popup.getByRole('button', { name: 'Connect this site' }).click();
    await answerQuestion(scene.browser, hostile.origin, 'Allow until sign-out', { only: ['Read'] });
    await popup.close();
    await impostor.waitForFunction(() => window.said.some(({ type }) => type === 'state'));
  });

  const REQUEST = { method: 'GET', headers: [], body: null, redirect: 'follow', cache: 'default' };

  test('has no more than its provider would: nothing is sent where nothing was granted', async () => {
    const { alice, bob, server } = scene;
    const elsewhere = [
      `${bob.pod}private/notes.ttl`,
      `${alice.pod}../bob/private/notes.ttl`,
      `${alice.pod}..%2Fbob/private/notes.ttl`,
      `${alice.pod}%2e%2e/bob/private/notes.ttl`,
      `${server}alicexyz/notes.ttl`,
      alice.pod.replace('localhost', '127.0.0.1'),
      alice.pod.replace('//', '//user@'),
      alice.pod.replace(/:\d+/, ':1'),
      `https://evil.example/?${alice.pod}`,
      `https://evil.example/#${alice.pod}`,
      alice.pod.replace('http:', 'https:'),
    ];
    for (const url of elsewhere)
      expect([url, await said('fetch', { ...REQUEST, url })]).toEqual([url, 'not-granted']);
    const url = `${alice.pod}private/app.ttl`;
    for (const method of ['PUT', 'DELETE', 'POST', 'PATCH', 'COPY', 'get', 'TRACE', '']) {
      expect([method, await said('fetch', { ...REQUEST, url, method })]).toEqual([method, 'not-granted']);
    }
    expect(await said('fetch', { ...REQUEST, url: `${alice.pod}private/notes.ttl` })).toBe('head');
  });

  test('is told that it makes no sense, rather than believed', async () => {
    const url = `${scene.alice.pod}private/notes.ttl`;
    const malformed = [
      { ...REQUEST, url, site: other.origin },
      { ...REQUEST, url, identity: scene.bob.webId },
      { ...REQUEST, url, body: 'text' },
      { ...REQUEST, url, redirect: 'manual' },
      { ...REQUEST, url, headers: Array.from({ length: 201 }, () => ['a', 'b']) },
      { ...REQUEST, url, method: 'M'.repeat(33) },
      { ...REQUEST, url: 'u'.repeat(70_000) },
      { ...REQUEST },
      null,
    ];
    for (const request of malformed) expect(await said('fetch', request)).toBe('bad-request');
    expect(await said('fetch', { ...REQUEST, url: 'not a URL' })).not.toBe('head');
    expect(await said('nextApproval')).toBe('bad-request');
    expect(await said('signOutEverywhere')).toBe('bad-request');
  });

  test('sends none of the headers that speak for somebody else', async () => {
    const access = [{ storage: pod.url, modes: ['read'] }];
    const asked = said('login', { access });
    await answerQuestion(scene.browser, hostile.origin, 'Allow once');
    expect(await asked).toBe('done');
    const headers = ['authorization', 'dpop', 'cookie', 'host', 'origin', 'referer', 'proxy-a', 'sec-a'];
    const forged = headers.map((name) => [name, 'forged']);
    expect(await said('fetch', { ...REQUEST, url: `${pod.url}echo/raw`, headers: forged })).toBe('head');
    expect(JSON.stringify((await pod.arrived('/echo/raw')).headers)).not.toContain('forged');
  });

  test('hears of no token', async () => {
    expect(await impostor.evaluate(search())).toEqual([]);
    expect(await impostor.evaluate(() => JSON.stringify(window.said))).not.toMatch(/eyJ|DPoP /);
  });
});

/** Says something to the bridge in its provider's place: the code or the type of what comes back. */
function said(type: string, request?: unknown): Promise<string> {
  return impostor.evaluate(
    async ([kind, given]) => {
      const id = window.said.length + 1000 * Math.random() + 1;
      const message = {
        type: kind,
        id: Math.ceil(id * 1000),
        ...(kind === 'login' ? { options: given } : { request: given }),
      };
      window.say(message);
      for (;;) {
        const answer = window.said.find((one) => one.id === message.id);
        if (answer !== undefined) return answer.code ?? answer.type;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    [type, request] as const,
  );
}

/** The search for secrets, as text that a page's own functions have no part in. */
function search(): string {
  return `(${String(secretsIn)})(${JSON.stringify(secrets)})`;
}

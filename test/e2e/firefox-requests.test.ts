import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { logIn, type Site } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

const SERVICE_WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ data }) => void fetch(data));
`;

let scene: Scene;
let site: Site;
let tab: Page;
let pod: StubPod;

beforeAll(async () => {
  const script = { html: SERVICE_WORKER, headers: { 'content-type': 'text/javascript' } };
  ({ scene, site, tab } = await openSiteScene({ '/service-worker.js': script }));
  pod = await startStubPod();
  const granted = logIn(tab, { access: [{ storage: pod.url, modes: ['read', 'append'] }] });
  await answerQuestion(scene.browser, site.origin, 'Always allow');
  await granted;
});
afterAll(() => close(scene, site, pod));
beforeEach(() => scene.browser.killWorker());

describe('Whatever in a connected page asks, with Latchkey’s own page suspended before, is signed in Firefox', () => {
  const ways: readonly (readonly [name: string, method: string, ask: (url: string) => unknown])[] = [
    ['a fetch', 'GET', (url) => fetch(url)],
    ['a picture that no page shows', 'GET', (url) => Object.assign(new Image(), { src: url }).src],
    ['a beacon', 'POST', (url) => navigator.sendBeacon(url, 'x')],
    ['a WebSocket', 'GET', (url) => new WebSocket(url.replace('http', 'ws')).url],
    [
      'a worker',
      'GET',
      (url) => {
        const script = new Blob([`fetch('${url}')`], { type: 'text/javascript' });
        return typeof new Worker(URL.createObjectURL(script));
      },
    ],
    [
      'a service worker',
      'GET',
      async (url) => {
        await navigator.serviceWorker.register('/service-worker.js');
        (await navigator.serviceWorker.ready).active?.postMessage(url);
      },
    ],
    [
      'a synchronous request',
      'GET',
      (url) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url, false);
        xhr.send();
        return xhr.status;
      },
    ],
  ];

  for (const [name, method, ask] of ways) {
    test(name, async () => {
      const path = `/echo/${encodeURIComponent(name)}`;
      await tab.evaluate(ask, `${pod.url}${path.slice(1)}`);
      const arrived = await pod.arrived(path);
      const { authorization, dpop } = arrived.headers;
      expect([arrived.method, authorization?.startsWith('DPoP '), typeof dpop]).toEqual([
        method,
        true,
        'string',
      ]);
    });
  }

  test('and nothing of it elsewhere', async () => {
    const other = await startStubPod();
    await tab.evaluate(async (url) => {
      await fetch(url);
      navigator.sendBeacon(url, 'x');
    }, `${other.url}echo/elsewhere`);
    const { headers } = await other.arrived('/echo/elsewhere');
    expect(headers).not.toHaveProperty('dpop');
    await other[Symbol.asyncDispose]();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logInAs } from '../world/approval.ts';
import { download } from '../world/download.ts';
import type { Site } from '../world/site.ts';
import { type StreamingPod, startStreamingPod } from '../world/streaming-pod.ts';
import { memoryOfWorker, sumOf } from '../world/worker-memory.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

const MB = 1024 * 1024;
let scene: Scene;
let site: Site;
let tab: Page;
let pod: StreamingPod;

beforeAll(async () => {
  ({ scene, site, tab } = await openSiteScene());
  pod = await startStreamingPod();
  await logInAs(scene.browser, site.origin, tab, {}, [{ storage: pod.url, modes: ['read'] }]);
});
afterAll(() => close(scene, site, pod));

test('A download of 256 MB arrives whole, and the worker never holds 64 MB of it', async () => {
  const path = `${256 * MB}/whole`;
  const look = await memoryOfWorker(scene.browser, { isCollected: false });
  const looks = [look()];
  const { read, sum } = await download(tab, pod.url + path, 8 * MB, () => looks.push(look()));
  expect({ sent: read, sum }).toEqual(pod.streamed(`/${path}`));
  expect(read).toBe(256 * MB);
  const held = (await Promise.all(looks)).map(sumOf);
  expect(held.length).toBeGreaterThan(30);
  expect(Math.max(...held)).toBeLessThan(64 * MB);
});

test('A page that stops reading stops the pod, and no other download, and may read on', async () => {
  const path = `${1024 * MB}/stopped`;
  const first = await tab.evaluate(async (url) => {
    const reader = (await window.solid?.fetch(url))?.body?.getReader();
    Object.assign(window, { reader });
    return (await reader?.read())?.value?.byteLength;
  }, pod.url + path);
  expect(first).toBeGreaterThan(0);
  await download(tab, `${pod.url}${128 * MB}/other`, 32 * MB);
  const { sent } = pod.streamed(`/${path}`);
  // Worker and page hold a few megabytes, the system up to 36 MB where it lets a busy connection have 32 to receive.
  expect(sent).toBeLessThan(64 * MB);
  await tab.evaluate(async (enough) => {
    const { reader } = window as unknown as { reader: ReadableStreamDefaultReader<Uint8Array> };
    for (let read = 0; read < enough; ) read += (await reader.read()).value?.byteLength ?? enough;
    await reader.cancel();
  }, sent + MB);
  expect(pod.streamed(`/${path}`).sent).toBeGreaterThan(sent);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logInAs } from '../world/approval.ts';
import type { Site } from '../world/site.ts';
import { type StreamingPod, startStreamingPod, sumOn } from '../world/streaming-pod.ts';
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

test('A download of 1 GB arrives whole, and the worker never holds 64 MB of it', async () => {
  const path = `${1024 * MB}/whole`;
  const look = await memoryOfWorker(scene.browser);
  const looks = [look()];
  await tab.exposeFunction('onPart', () => void looks.push(look()));
  const { read, sum } = await download(path, 32 * MB);
  expect({ sent: read, sum }).toEqual(pod.streamed(`/${path}`));
  expect(read).toBe(1024 * MB);
  const held = (await Promise.all(looks)).map(sumOf);
  expect(held.length).toBeGreaterThan(30);
  expect(Math.max(...held)).toBeLessThan(64 * MB);
}, 120_000);

test('A page that stops reading stops the pod, and no other download, and may read on', async () => {
  const path = `${1024 * MB}/stopped`;
  const first = await tab.evaluate(async (url) => {
    const reader = (await window.solid?.fetch(url))?.body?.getReader();
    Object.assign(window, { reader });
    return (await reader?.read())?.value?.byteLength;
  }, pod.url + path);
  expect(first).toBeGreaterThan(0);
  await download(`${256 * MB}/other`, 32 * MB);
  const { sent } = pod.streamed(`/${path}`);
  // Worker and page hold a few megabytes, network and system the rest.
  expect(sent).toBeLessThan(32 * MB);
  await tab.evaluate(async (enough) => {
    const { reader } = window as unknown as { reader: ReadableStreamDefaultReader<Uint8Array> };
    for (let read = 0; read < enough; ) read += (await reader.read()).value?.byteLength ?? enough;
    await reader.cancel();
  }, sent + MB);
  expect(pod.streamed(`/${path}`).sent).toBeGreaterThan(sent);
});

/** The page reads a body to its end, and says so after each so many bytes. */
function download(path: string, part: number): Promise<{ read: number; sum: number }> {
  return tab.evaluate(`(async () => {
    const sumOn = ${String(sumOn)};
    const reader = (await solid.fetch('${pod.url}${path}')).body.getReader();
    let [sum, read, told] = [0, 0, 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { sum, read };
      sum = sumOn(sum, value);
      read += value.byteLength;
      if (read - told < ${part}) continue;
      told = read;
      void onPart();
    }
  })()`);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, OWN, openComparison, PLAIN } from '../world/comparison.ts';
import { ENDING, READING, REDIRECTS, STATUSES } from '../world/fetch-answers.ts';
import { BODIES, HEADERS, REQUESTS } from '../world/fetch-requests.ts';
import { comparable } from '../world/observed.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let comparison: Comparison;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  comparison = await openComparison(scene.browser);
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await comparison[Symbol.asyncDispose]();
});

test('The frame’s fetch is the browser’s own, and the page’s is not', async () => {
  const [own, plain] = await Promise.all([OWN, PLAIN].map((way) => signedBy(way as typeof OWN)));
  expect([own, plain]).toEqual([false, true]);
});

for (const [what, acts] of Object.entries({
  REQUESTS,
  BODIES,
  HEADERS,
  STATUSES,
  REDIRECTS,
  READING,
  ENDING,
})) {
  describe(`${what}: the page’s fetch does under a grant as the native one does`, () => {
    for (const [name, act] of Object.entries(acts)) {
      test(name, async () => {
        const own = await comparison.by(OWN, act);
        expect(comparable(await comparison.by(PLAIN, act), own)).toEqual(own);
      });
    }
  });
}

async function signedBy(way: typeof OWN | typeof PLAIN): Promise<boolean> {
  const path = `/echo/${way.length}`;
  await comparison.by(way, `(fetch, pod) => fetch(pod + '${path.slice(1)}').then((r) => r.status)`);
  return 'dpop' in (await comparison.pod.arrived(path)).headers;
}

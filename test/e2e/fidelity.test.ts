import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, openComparison } from '../world/comparison.ts';
import { ENDING, READING, REDIRECTS, STATUSES } from '../world/fetch-answers.ts';
import { LARGE_BODIES } from '../world/fetch-large.ts';
import { BODIES, HEADERS, REQUESTS } from '../world/fetch-requests.ts';
import { comparable } from '../world/observed.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let comparison: Comparison;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  comparison = await openComparison(scene.browser);
  await comparison.tab.evaluate(() => {
    const unhandled: string[] = [];
    Object.assign(globalThis, { unhandled });
    addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
  });
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await comparison[Symbol.asyncDispose]();
});

for (const [what, acts] of Object.entries({
  REQUESTS,
  BODIES,
  HEADERS,
  STATUSES,
  REDIRECTS,
  READING,
  LARGE_BODIES,
  ENDING,
})) {
  describe(`${what}: solid.fetch does as fetch does`, () => {
    for (const [name, act] of Object.entries(acts)) {
      test(name, async () => {
        const { solid, own } = await comparison.both(act);
        expect(comparable(solid, own)).toEqual(own);
      });
    }
  });
}

test('None of it left a rejection that nobody handles', async () => {
  expect(
    await comparison.tab.evaluate(() => (globalThis as unknown as { unhandled: string[] }).unhandled),
  ).toEqual([]);
});

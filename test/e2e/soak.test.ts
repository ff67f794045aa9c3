import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../world/browser.ts';
import { Soak } from '../world/soak/soak.ts';
import { openSoakWorld, type SoakWorld } from '../world/soak/world.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';
import { EXTENSION } from './scene.ts';

let profile: TemporaryDirectory;
let world: SoakWorld;

beforeAll(async () => {
  profile = await temporaryDirectory('profile');
  world = await openSoakWorld(await launch({ extension: EXTENSION, profile: profile.path, headless: true }));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await profile[Symbol.asyncDispose]();
});

test('Through ended workers, ended tokens and cut lines, each request is signed as it should be, and no session is lost', async () => {
  const { counts, faults } = await new Soak(world, 1).run({ requests: 500, perSecond: 20 });
  expect(faults).toEqual([]);
  expect(counts).toMatchObject({ sent: 500, 'sessions lost': 0, 'signed under the wrong identity': 0 });
  for (const happened of ['answered 200', 'workers ended', 'nonces changed', 'tokens renewed'])
    expect(counts[happened], happened).toBeGreaterThan(0);
}, 180_000);

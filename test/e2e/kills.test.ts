import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show } from '../fakes/show.ts';
import { Random } from '../world/random.ts';
import { Steps } from './kills/steps.ts';
import { KillsWorld } from './kills/world.ts';

/** `npm run test:kills` sets both, and tries others each time; `npm test` tries the same ones for everybody. */
const MINUTES = Number(process.env['LATCHKEY_MINUTES'] ?? 0);
const SEED = Number(process.env['LATCHKEY_SEED'] ?? (MINUTES > 0 ? Date.now() % 1_000_000 : 11));
/** As many as `npm test` has time for. */
const STEPS = 40;
/** So many tell what was done lately. */
const LATELY = 40;
const MINUTE = 60_000;
/** Milliseconds after which a step hangs: none has anything to wait for so long. */
const LIMIT = 3 * MINUTE;

let world: KillsWorld;

beforeAll(async () => {
  world = await KillsWorld.open(new Random(SEED));
});
afterAll(() => world[Symbol.asyncDispose]());

test(
  'Whatever two people and a site do while the worker ends, nothing is lost, and who signs is who may',
  async () => {
    const steps = new Steps(world);
    const end = Date.now() + MINUTES * MINUTE;
    try {
      while (steps.done.length < STEPS || Date.now() < end) await inTime(steps);
    } catch (error) {
      const before = [...steps.done.slice(-LATELY), ...world.askedLately()].join('\n');
      throw new Error(`With seed ${SEED}, after ${steps.done.length} things, lately:\n${before}`, {
        cause: error,
      });
    }
    show(`seed ${SEED}: ${steps.done.length} things done with the worker ended on the way`);
    expect(new Set(steps.done).size).toBeGreaterThan(1);
  },
  MINUTES * MINUTE + 5 * MINUTE,
);

/** The next step, or where it hangs. */
async function inTime(steps: Steps): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It hangs: ${steps.done.at(-1)}, ${steps.doing}`)), LIMIT);
  });
  await Promise.race([steps.next(), late]).finally(() => clearTimeout(timer));
}

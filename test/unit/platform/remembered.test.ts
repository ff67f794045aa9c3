import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Remembered } from '../../../src/platform/remembered.ts';
import * as port from '../../fakes/browser.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { session } = port.browser.storage;

const KEY = 'heights';
const schema = v.pipe(v.number(), v.minValue(0));

let heights: Remembered<number>;

async function startWorker(): Promise<void> {
  vi.resetModules();
  const { remembered } = await import('../../../src/platform/remembered.ts');
  heights = remembered(KEY, schema);
}

beforeEach(async () => {
  vi.restoreAllMocks();
  port.restartBrowser();
  await startWorker();
});

/** What lies in the storage. */
async function kept(): Promise<readonly (readonly [string, number])[]> {
  return (await session.get(KEY))[KEY] as readonly (readonly [string, number])[];
}

async function rememberMany(count: number, name = 'n'): Promise<void> {
  for (let index = 0; index < count; index += 1) await heights.remember(`${name}${index}`, index);
}

describe('what is remembered', () => {
  it('is recalled by its name, in this worker and the next', async () => {
    await heights.remember('alice', 170);
    await heights.remember('bob', 180);
    await heights.remember('alice', 171);
    expect([await heights.recall('alice'), await heights.recall('bob')]).toEqual([171, 180]);
    await startWorker();
    expect([await heights.recall('alice'), await heights.recall('carol')]).toEqual([171, undefined]);
  });

  it('lies in the storage that ends with the browser, and nowhere else', async () => {
    await heights.remember('alice', 170);
    expect(await kept()).toEqual([['alice', 170]]);
    expect(port.browser.storage.local.text).toBe('');
  });

  it('is not written again where it is known', async () => {
    await heights.remember('alice', 170);
    const write = vi.spyOn(session, 'set');
    await heights.remember('alice', 170);
    expect(write).not.toHaveBeenCalled();
  });

  it('is all there though much is remembered at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name, index) => heights.remember(name, index)));
    await startWorker();
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((name) => heights.recall(name)))).toEqual([0, 1, 2, 3]);
  });

  it('is no more than two hundred names: the oldest goes', async () => {
    await rememberMany(201);
    expect(await kept()).toHaveLength(200);
    expect([await heights.recall('n0'), await heights.recall('n1'), await heights.recall('n200')]).toEqual([
      undefined,
      1,
      200,
    ]);
  });

  it('is kept where it was just heard again, whatever else is made up meanwhile', async () => {
    await heights.remember('alice', 170);
    await rememberMany(150);
    await heights.remember('alice', 170);
    await rememberMany(150, 'm');
    expect(await heights.recall('alice')).toBe(170);
    expect(await heights.recall('n0')).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['text', 'alice'],
    ['a number', 5],
    ['null', null],
    ['an object', { alice: 170 }],
    ['a list of something else', [['alice']]],
    ['a value that does not parse', [['alice', -1]]],
    ['a name that is none', [[5, 170]]],
  ])('is nothing where the storage holds %s, and is then written anew', async (_what, value) => {
    await session.set({ [KEY]: value });
    await startWorker();
    expect(await heights.recall('alice')).toBeUndefined();
    await heights.remember('bob', 180);
    expect(await kept()).toEqual([['bob', 180]]);
  });
});

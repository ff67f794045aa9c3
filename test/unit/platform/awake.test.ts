import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stayAwake } from '../../../src/platform/awake.ts';
import { browser } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(() => {
  vi.useFakeTimers();
  browser.runtime.getPlatformInfo.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

const calls = () => browser.runtime.getPlatformInfo.mock.calls.length;
/** The quiet after which the browser ends a worker. */
const QUIET = 30_000;

it.each<[string, (end: (work: string | Promise<never>) => void) => void]>([
  ['has come', (end) => end('all of it')],
  ['has failed', (end) => end(Promise.reject(new Error('reset')))],
])('the browser hears from the worker until what it awaits %s', async (_what, happen) => {
  let end: (work: string | Promise<never>) => void = () => undefined;
  const awaited = stayAwake(new Promise<string>((resolve) => (end = resolve)));
  for (let round = 1; round <= 4; round += 1) {
    const before = calls();
    vi.advanceTimersByTime(QUIET - 1);
    expect(calls()).toBeGreaterThan(before);
  }
  happen(end);
  await awaited.catch(() => undefined);
  const after = calls();
  vi.advanceTimersByTime(10 * QUIET);
  expect(calls()).toBe(after);
});

it('what it awaits comes through, and so does its failure', async () => {
  expect(await stayAwake(Promise.resolve('all of it'))).toBe('all of it');
  await expect(stayAwake(Promise.reject(new Error('reset')))).rejects.toThrow('reset');
});

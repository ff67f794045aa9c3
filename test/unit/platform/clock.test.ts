import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const POD = new URL('https://pod.example/alice/');
const NOW = Date.UTC(2026, 0, 1, 12);

let clock: Awaited<ReturnType<typeof load>>;

const load = () => import('../../../src/platform/clock.ts');

async function startWorker(): Promise<void> {
  vi.resetModules();
  clock = await load();
}

beforeEach(async () => {
  vi.restoreAllMocks();
  port.restartBrowser();
  vi.spyOn(Date, 'now').mockReturnValue(NOW);
  await startWorker();
});

const at = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();

describe('the clock of a server', () => {
  it('is ours while nothing is known of it', async () => {
    expect(await clock.skewOf(POD)).toBe(0);
  });

  it.each([3600, -3600, 3, -3, 86_400])(
    'is ahead of ours as its Date header says, in seconds: %i',
    async (seconds) => {
      await clock.noteDate(POD, at(seconds));
      expect(await clock.skewOf(POD)).toBe(seconds);
    },
  );

  it.each([2, 1, -1, -2])('is ours where the difference is noise: %i', async (seconds) => {
    await clock.noteDate(POD, at(600));
    await clock.noteDate(POD, at(seconds));
    expect(await clock.skewOf(POD)).toBe(0);
  });

  it('is that of all its pages, and of no other origin', async () => {
    await clock.noteDate(new URL('https://pod.example/bob/?a#b'), at(600));
    expect(await clock.skewOf(POD)).toBe(600);
    for (const other of ['https://pod.example:8443/', 'http://pod.example/', 'https://pod.example.evil/']) {
      expect(await clock.skewOf(new URL(other))).toBe(0);
    }
  });

  it('is remembered by the next worker, and forgotten with the browser', async () => {
    await clock.noteDate(POD, at(600));
    await startWorker();
    expect(await clock.skewOf(POD)).toBe(600);
    port.restartBrowser();
    await startWorker();
    expect(await clock.skewOf(POD)).toBe(0);
  });

  it.each([null, '', 'tomorrow', 'NaN', '0000-99-99', 'Thu, 01 Jan 999999 00:00:00 GMT', '\u0000'])(
    'is not told by a header that says no time: %j',
    async (date) => {
      await clock.noteDate(POD, at(600));
      await clock.noteDate(POD, date);
      expect(await clock.skewOf(POD)).toBe(600);
    },
  );

  it.each(['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'may be as wrong as it likes, for itself alone: %s',
    async (date) => {
      await clock.noteDate(POD, date);
      expect(Number.isSafeInteger(await clock.skewOf(POD))).toBe(true);
      expect(await clock.skewOf(new URL('https://other.example/'))).toBe(0);
    },
  );
});

describe('the Date of an answer', () => {
  const answer = (headers: Readonly<Record<string, string>>) => new Response(null, { headers });

  it('is its header', () => {
    expect(clock.dateOf(answer({ date: at(5) }))).toBe(at(5));
  });

  it.each([
    ['it has none', {}],
    ['a cache kept the answer, whose Date is old (RFC 9111 section 5.1)', { date: at(-600), age: '600' }],
  ])('is none where %s', (_why, headers) => {
    expect(clock.dateOf(answer(headers))).toBeNull();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Worker from '../../../src/background/activity.ts';
import { type Activity, CHUNK_KEYS, MOST_ACTIVITY } from '../../../src/domain/activity.ts';
import { Trace } from '../../../src/signing/trace.ts';
import * as port from '../../fakes/browser.ts';
import { ALICE, APP, grantOf } from '../../fakes/people.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { session, local } = port.browser.storage;

let worker: typeof Worker;

async function startWorker(): Promise<void> {
  vi.resetModules();
  worker = await import('../../../src/background/activity.ts');
}

beforeEach(async () => {
  vi.restoreAllMocks();
  port.restartBrowser();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await startWorker();
});
afterEach(() => vi.useRealTimers());

/** A request that was signed and answered. */
function traceOf(path: string, status = 200): Trace {
  const url = new URL(`https://pod.example/alice/${path}`);
  const trace = new Trace({ kind: 'fetch', method: 'GET', url, site: APP });
  trace.signed(ALICE, grantOf());
  trace.answered(status);
  return trace;
}

const many = (count: number): readonly Trace[] =>
  Array.from({ length: count }, (_, index) => traceOf(String(index)));

async function recordAll(traces: readonly Trace[]): Promise<void> {
  await Promise.all(traces.map((trace) => worker.record(trace)));
  await vi.runAllTimersAsync();
}

/** What lies in the storage, the oldest first. */
async function kept(): Promise<readonly Activity[]> {
  const chunks = Object.values(await session.get(CHUNK_KEYS)) as Activity[][];
  return chunks.flat().sort((one, other) => one.id - other.id);
}

const pathsOf = (entries: readonly Activity[]) =>
  entries.map(({ url }) => url.replace('https://pod.example/alice/', ''));

describe('what is recorded', () => {
  it('says who asked for what under which grant, and what came of it', async () => {
    await recordAll([traceOf('notes')]);
    expect(await kept()).toEqual([
      {
        id: 0,
        at: expect.any(Number) as number,
        method: 'GET',
        url: 'https://pod.example/alice/notes',
        kind: 'fetch',
        site: APP,
        identity: ALICE,
        mode: 'read',
        grant: { storage: 'https://pod.example/alice/', until: 'revoked' },
        status: 200,
        took: { wait: 0, sign: 0, network: expect.any(Number) as number },
        retries: [],
      },
    ]);
  });

  it('lies in the storage that ends with the browser, and nowhere else', async () => {
    await recordAll([traceOf('notes')]);
    expect(local.text).toBe('');
  });

  it('is never a request that nobody signed', async () => {
    const url = new URL('https://pod.example/alice/');
    await recordAll([new Trace({ kind: 'fetch', method: 'GET', url, site: APP })]);
    expect(await kept()).toEqual([]);
  });

  it('is recorded once, as it stands in the end', async () => {
    const refused = traceOf('notes', 401);
    await recordAll([refused, traceOf('other')]);
    refused.again('nonce');
    refused.signed(ALICE, grantOf());
    refused.answered(200);
    await recordAll([refused]);
    expect((await kept()).map(({ status, retries }) => [status, retries])).toEqual([
      [200, ['nonce']],
      [200, []],
    ]);
  });

  it('goes on in the next worker of the same browser', async () => {
    await recordAll([traceOf('one')]);
    await startWorker();
    await recordAll([traceOf('two')]);
    expect(pathsOf(await kept())).toEqual(['one', 'two']);
  });
});

describe('room for it', () => {
  it('is for five hundred: the oldest goes, in the next worker, too', async () => {
    await recordAll(many(MOST_ACTIVITY));
    await startWorker();
    await recordAll([traceOf('newest')]);
    const paths = pathsOf(await kept());
    expect(paths).toHaveLength(500);
    expect([paths[0], paths.at(-1)]).toEqual(['1', 'newest']);
  });

  it('is not taken from a newer one by what becomes of an older one', async () => {
    const [oldest = traceOf('none'), ...others] = many(MOST_ACTIVITY);
    await recordAll([oldest, ...others, traceOf('newest')]);
    await recordAll([oldest]);
    expect(pathsOf(await kept())).toContain('newest');
  });
});

describe('what it costs', () => {
  it('is one write for two hundred requests at once, of no more than they fill', async () => {
    const write = vi.spyOn(session, 'set');
    await recordAll(many(200));
    expect(write).toHaveBeenCalledTimes(1);
    expect(Object.keys(write.mock.lastCall?.[0] ?? {})).toHaveLength(8);
  });

  it('is one chunk for one request more', async () => {
    await recordAll(many(200));
    const write = vi.spyOn(session, 'set');
    await recordAll([traceOf('one')]);
    expect(write.mock.calls.map(([items]) => Object.keys(items))).toEqual([['activity-8']]);
  });
});

describe('the person', () => {
  it('clears it, and it stays so in the next worker', async () => {
    await recordAll(many(60));
    await worker.clearActivity();
    expect(await kept()).toEqual([]);
    await startWorker();
    await recordAll([traceOf('later')]);
    expect(pathsOf(await kept())).toEqual(['later']);
  });

  it('clears what is not written yet, too', async () => {
    await worker.record(traceOf('one'));
    await worker.clearActivity();
    await vi.runAllTimersAsync();
    expect(await kept()).toEqual([]);
  });

  it('pauses it, in the next worker, too, and goes on', async () => {
    await worker.pauseActivity(true);
    await recordAll([traceOf('one')]);
    await startWorker();
    await recordAll([traceOf('two')]);
    await worker.pauseActivity(false);
    await recordAll([traceOf('three')]);
    expect(pathsOf(await kept())).toEqual(['three']);
  });
});

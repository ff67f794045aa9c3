import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RefusedRequest } from '../../../src/signing/policy.ts';
import { relay } from '../../../src/signing/relay.ts';
import { Trace } from '../../../src/signing/trace.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, APP, grantOf, POD } from '../../fakes/people.ts';
import { exchange, imageAt, navigationTo } from '../../fakes/wire.ts';
import { LEAVE, relayed, requestFor, startPod } from './relay-stage.ts';
import { PAGE, PICTURE, ports, refuse, signing, startAnew, turn } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const ASKED = { kind: 'fetch', method: 'GET', url: new URL(PICTURE), site: APP } as const;

describe('the facts of a request', () => {
  it.each([
    ['https://pod.example/a?b=c#d', 'https://pod.example/a?b=c'],
    ['https://user:secret@pod.example/a', 'https://pod.example/a'],
    [`https://pod.example/${'a'.repeat(5000)}`, `https://pod.example/${'a'.repeat(1980)}`],
  ])('have of %s only %s', (url, shown) => {
    expect(new Trace({ ...ASKED, url: new URL(url) }).facts.url).toBe(shown);
  });

  it.each<[Partial<RefusedRequest>, object]>([
    [{ method: 'PUT' }, { mode: 'write', site: APP }],
    [{ method: 'PROPFIND' }, { mode: null }],
    [{ kind: 'navigation' }, { site: null }],
    [{ kind: 'image' }, { kind: 'image', site: APP }],
  ])('of %o are %o', (change, facts) => {
    expect(new Trace({ ...ASKED, ...change }).facts).toMatchObject(facts);
  });

  it('have the grant that allowed it first, and no answer until it has come', () => {
    const trace = new Trace(ASKED);
    trace.signed(ALICE, grantOf());
    trace.answered(401);
    trace.signed(ALICE, grantOf({ storage: `${POD}inner/` as typeof POD }));
    expect(trace.facts).toMatchObject({ grant: { storage: POD, until: 'revoked' }, status: null });
  });
});

describe('the time of a request', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'Date'], now: 1000 }));
  afterEach(() => vi.useRealTimers());

  it('is split into what it went to, over every attempt', () => {
    const trace = new Trace(ASKED);
    for (const part of ['wait', 'sign', 'network', 'wait', 'sign', 'network'] as const) {
      vi.advanceTimersByTime({ wait: 1, sign: 2, network: 3 }[part]);
      trace.lap(part);
    }
    expect(trace.facts).toMatchObject({ at: 1000, took: { wait: 2, sign: 4, network: 6 } });
  });

  it('begins later for what is signed before it is asked for', () => {
    const trace = new Trace(ASKED);
    vi.advanceTimersByTime(500);
    trace.begin();
    trace.lap('wait');
    expect(trace.facts).toMatchObject({ at: 1500, took: { wait: 0 } });
  });
});

describe('a relayed request', () => {
  const NO = { status: 401 };

  it('tells why it was made again, and how it ended', async () => {
    const answers = [
      { status: 401, headers: { 'dpop-nonce': 'n' } },
      NO,
      { status: 302, headers: { location: '/b' } },
    ];
    const { pod, ports: asked } = await startPod(() => answers.shift() ?? { status: 204 });
    await relayed(requestFor(pod.url), asked);
    expect(asked.trace.facts).toMatchObject({ status: 204, retries: ['nonce', 'token', 'redirect'] });
  });

  it('tells of the last refusal', async () => {
    const { pod, ports: asked } = await startPod(() => NO);
    await relayed(requestFor(pod.url), asked);
    expect(asked.trace.facts).toMatchObject({ status: 401, retries: ['token'] });
  });

  it('tells of no answer where none came', async () => {
    const { pod, ports: asked } = await startPod(() => ({}));
    await pod[Symbol.asyncDispose]();
    expect(await codeOf(relay(requestFor(pod.url), asked, LEAVE))).toBe('network');
    expect(asked.trace.facts.status).toBeNull();
  });
});

describe('a load in Chromium', () => {
  beforeEach(startAnew);

  /** What was told of the traces, the last at the end. */
  const told = () => ports.onAnswered.mock.calls.map(([trace]) => trace);

  it('is told of once it is signed and answered, not before', async () => {
    await refuse();
    expect(told()).toEqual([]);
    exchange(signing, navigationTo(PAGE), 200);
    expect(told()).toHaveLength(1);
    expect(told()[0]?.facts).toMatchObject({ url: PAGE, kind: 'navigation', status: 200, retries: [] });
    expect(ports.onSigned.mock.lastCall?.[2]).toBe(told()[0]);
  });

  it('that is refused again is the same request, made again for its reason', async () => {
    await refuse();
    await refuse(navigationTo(PAGE), { 'dpop-nonce': 'n-1' });
    exchange(signing, navigationTo(PAGE), 200);
    expect(new Set(told()).size).toBe(1);
    expect(told()[0]?.facts).toMatchObject({ status: 200, retries: ['nonce'] });
  });

  it('whose token is refused, and then the next one, says so', async () => {
    await refuse();
    await refuse();
    exchange(signing, navigationTo(PAGE), 401);
    expect(told().at(-1)?.facts).toMatchObject({ status: 401, retries: ['token'] });
  });

  it('that is led elsewhere is the same request', async () => {
    await refuse();
    const request = navigationTo(PAGE);
    exchange(signing, request, 302);
    const next = { ...request, url: `${POD}next` };
    await refuse(next);
    exchange(signing, navigationTo(next.url), 200);
    expect(new Set(told()).size).toBe(1);
    expect(told()[0]?.facts).toMatchObject({ url: PAGE, status: 200, retries: ['redirect'] });
  });

  it('that nobody answers says so', async () => {
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    const request = imageAt(PICTURE);
    signing.onSend(request as Parameters<typeof signing.onSend>[0]);
    signing.onEnd(request);
    expect(told().at(-1)?.facts).toMatchObject({ kind: 'image', site: APP, status: null });
  });
});

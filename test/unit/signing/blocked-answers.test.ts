import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ALICE, APP } from '../../fakes/people.ts';
import { exchange, failedExchange, imageAt, type Request } from '../../fakes/wire.ts';
import { loads, PICTURE, ports, rule, rules, signing, startAnew, turn } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

/** The answer to a request is kept back. */
async function block(request: Request = imageAt(PICTURE)): Promise<void> {
  failedExchange(signing, request);
  await turn();
}

describe('an element whose answer the browser keeps back', () => {
  it.each([
    ['image', 'image'],
    ['stylesheet', 'stylesheet'],
    ['script', 'script'],
    ['media', 'media'],
  ] as const)('is loaded again, signed, as if it had been refused: %s', async (type, kind) => {
    await block(imageAt(PICTURE, { type }));
    expect(rule()?.condition).toMatchObject({ tabIds: [1], resourceTypes: [type] });
    expect(loads()).toEqual([{ url: PICTURE, kind }]);
    expect(ports.sign.mock.calls).toEqual([[ALICE, 'GET', new URL(PICTURE), null]]);
    expect(ports.isGiven).not.toHaveBeenCalled();
  });

  it('of a site without a grant is a wish, and nothing more', async () => {
    await block(imageAt(PICTURE, { initiator: 'https://evil.example' }));
    expect(ports.onLeft.mock.calls.map(([, why]) => why)).toEqual(['no-grant']);
    expect([rules.size, ports.sign.mock.calls.length, ports.isGiven.mock.calls.length]).toEqual([0, 0, 0]);
  });

  it.each<[string, Partial<Request>]>([
    ['of no tab', { tabId: -1 }],
    ['of a prerendered page', { documentLifecycle: 'prerender' }],
    ['of no known type', { type: 'ping' }],
  ])('is not looked at %s', async (_what, change) => {
    await block(imageAt(PICTURE, change));
    expect(ports.authority).not.toHaveBeenCalled();
  });

  it.each([
    'net::ERR_FAILED',
    'net::ERR_ABORTED',
    'net::ERR_BLOCKED_BY_CLIENT',
    'net::ERR_BLOCKED_BY_RESPONSE',
  ])('is none that fails otherwise: %s', async (error) => {
    failedExchange(signing, imageAt(PICTURE), error);
    await turn();
    expect(ports.authority).not.toHaveBeenCalled();
  });
});

describe('a signed element whose answer the browser keeps back', () => {
  it('is loaded once more where the pod gives it to the worker, and then left', async () => {
    ports.isGiven.mockResolvedValue(true);
    await block();
    await block();
    // What the worker is answered is told of the same request.
    const traces = ports.onSigned.mock.calls.map(([, , trace]) => trace);
    expect(new Set(traces).size).toBe(1);
    expect(ports.isGiven.mock.calls).toEqual([[ALICE, new URL(PICTURE), traces[0]]]);
    expect(ports.sign.mock.calls).toEqual(Array(2).fill([ALICE, 'GET', new URL(PICTURE), null]));
    expect([rules.size, loads().length]).toEqual([1, 2]);
    await block();
    expect(ports.isGiven).toHaveBeenCalledTimes(1);
    expect([rules.size, loads().length]).toEqual([0, 2]);
  });

  it('is left where the pod does not give it to the worker either', async () => {
    await block();
    await block();
    expect(ports.isGiven).toHaveBeenCalledTimes(1);
    expect([rules.size, loads().length]).toEqual([0, 1]);
  });

  it('is not asked for by the worker once the site may no longer have it', async () => {
    await block();
    ports.authority.mockResolvedValue({ ...(await ports.authority()), grants: [] });
    await block();
    expect(ports.isGiven).not.toHaveBeenCalled();
    expect(ports.onLeft.mock.lastCall?.[0].site).toBe(APP);
    expect([rules.size, loads().length]).toEqual([0, 1]);
  });

  it('is signed for where it was redirected to, which nobody has asked for yet', async () => {
    const next = `${PICTURE}?next`;
    await block();
    const request = imageAt(PICTURE);
    exchange(signing, request, 302);
    await block({ ...request, url: next });
    expect(ports.isGiven).not.toHaveBeenCalled();
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(next), null]);
    expect(loads().map(({ url }) => url)).toEqual([PICTURE, next]);
  });
});

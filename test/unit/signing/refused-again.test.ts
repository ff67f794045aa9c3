import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ALICE } from '../../fakes/people.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';
import { lastSignature, PAGE, ports, refuse, rule, rules, signing, startAnew } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

describe('a signed request that is refused again', () => {
  it('is tried once more, with a token that was not refused, and then left', async () => {
    await refuse();
    const refused = lastSignature();
    expect(await refuse()).toBe(true);
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(PAGE), refused]);
    expect(await refuse()).toBe(false);
    expect(ports.sign).toHaveBeenCalledTimes(2);
    expect(rules.size).toBe(0);
  });

  it('is tried once more with the nonce that was asked for, and the same token', async () => {
    await refuse();
    expect(await refuse(navigationTo(PAGE), { 'DPoP-Nonce': 'n-1' })).toBe(true);
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(PAGE), null]);
    expect(await refuse(navigationTo(PAGE), { 'DPoP-Nonce': 'n-2' })).toBe(false);
  });

  it('begins anew when the person loads it another time', async () => {
    for (let i = 0; i < 3; i += 1) await refuse();
    expect(await refuse()).toBe(true);
  });

  it('uses at once the nonce that came with the first refusal', async () => {
    await refuse(navigationTo(PAGE), { 'dpop-nonce': 'n-0' });
    expect(ports.sign.mock.calls).toEqual([[ALICE, 'GET', new URL(PAGE), null]]);
  });
});

describe('a signed request that is redirected', () => {
  const NEXT = 'https://pod.example/alice/next';

  /** Loads a page whose signed load leads to another one, which is refused because the headers are gone. */
  async function redirect(from: string, to: string): Promise<boolean> {
    const request = navigationTo(from);
    exchange(signing, request, 302);
    return await refuse({ ...request, url: to });
  }

  it('is signed for its new place, with the token that was never refused', async () => {
    await refuse();
    expect(await redirect(PAGE, NEXT)).toBe(true);
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(NEXT), null]);
    expect(rule()?.condition.regexFilter).toContain('/alice/next');
  });

  it('is not signed outside of every pod', async () => {
    await refuse();
    expect(await redirect(PAGE, 'https://evil.example/alice/')).toBe(false);
    expect(rules.size).toBe(0);
  });

  it('in a circle is left in the end', async () => {
    await refuse();
    expect(await redirect(PAGE, NEXT)).toBe(true);
    expect(await redirect(NEXT, PAGE)).toBe(true);
    expect(await redirect(PAGE, NEXT)).toBe(false);
    expect(rules.size).toBe(0);
  });
});

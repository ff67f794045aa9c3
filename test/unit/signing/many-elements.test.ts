import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chromium } from '../../fakes/browser.ts';
import { exchange, imageAt } from '../../fakes/wire.ts';
import { loads, PICTURE, ports, rules, signing, startAnew, turn } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  startAnew();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('many elements', () => {
  const pictures = (count: number) => Array.from({ length: count }, (_, i) => `${PICTURE}?${i}`);
  const update = vi.spyOn(chromium.declarativeNetRequest, 'updateSessionRules');

  it('are loaded again in few steps', async () => {
    await turn();
    update.mockClear();
    for (const url of pictures(50)) exchange(signing, imageAt(url), 401);
    await turn();
    expect(rules.size).toBe(50);
    expect(loads().map(({ url }) => url)).toEqual(pictures(50));
    expect(update.mock.calls.length).toBeLessThan(5);
  });

  it('of one page wait for one another, and each is signed when its turn has come', async () => {
    const all = pictures(150);
    for (const url of all) exchange(signing, imageAt(url), 401);
    await turn();
    expect([rules.size, loads().length, ports.sign.mock.calls.length]).toEqual([100, 100, 100]);
    for (const url of all.slice(0, 60)) exchange(signing, imageAt(url), 200);
    await turn();
    expect([rules.size, loads().length, ports.sign.mock.calls.length]).toEqual([90, 150, 150]);
    expect(ports.onLeft).not.toHaveBeenCalled();
  });

  it('of one page keep no other page waiting', async () => {
    for (const url of pictures(150)) exchange(signing, imageAt(url), 401);
    exchange(signing, imageAt(PICTURE, { tabId: 2, documentId: 'two' }), 401);
    await turn();
    expect(rules.size).toBe(101);
  });

  it('wait where there are more than the browser has rules for', async () => {
    for (let tabId = 1; tabId <= 11; tabId += 1) {
      for (const url of pictures(100))
        exchange(signing, imageAt(url, { tabId, documentId: `${tabId}` }), 401);
    }
    await turn();
    expect(rules.size).toBe(1000);
    exchange(signing, imageAt(`${PICTURE}?0`, { documentId: '1' }), 200);
    await turn();
    expect([rules.size, loads().length]).toEqual([1000, 1001]);
  });

  it('are signed once their page has loaded', async () => {
    ports.hasLoaded.mockResolvedValue(false);
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    expect([rules.size, ports.sign.mock.calls.length]).toEqual([0, 0]);
    ports.hasLoaded.mockResolvedValue(true);
    signing.onUpdated(1, { status: 'loading' });
    signing.onUpdated(2, { status: 'complete' });
    await turn();
    expect(rules.size).toBe(0);
    signing.onUpdated(1, { status: 'complete' });
    await turn();
    expect([rules.size, loads().length]).toEqual([1, 1]);
  });

  it('are forgotten where their page is gone before', async () => {
    ports.hasLoaded.mockRejectedValue(new Error('No document with id.'));
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    signing.onUpdated(1, { status: 'complete' });
    await turn();
    expect([rules.size, ports.sign.mock.calls.length]).toEqual([0, 0]);
  });

  it('are not kept away by one that the browser takes no rule for', async () => {
    update.mockImplementation(function (this: typeof chromium.declarativeNetRequest, change) {
      const isTooLong = change.addRules?.some(({ condition }) => condition.urlFilter?.includes('?1|'));
      if (isTooLong === true) return Promise.reject(new Error('The rule is too large.'));
      for (const one of change.addRules ?? []) rules.set(one.id, one);
      return Promise.resolve();
    });
    for (const url of pictures(3)) exchange(signing, imageAt(url), 401);
    await turn();
    expect(loads().map(({ url }) => url)).toEqual([`${PICTURE}?0`, `${PICTURE}?2`]);
    expect(ports.onLeft.mock.calls.map(([{ url }, why]) => [url.search, why])).toEqual([
      ['?1', 'login-required'],
    ]);
    update.mockReset();
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chromium } from '../../fakes/browser.ts';
import { ALICE, APP, BOB } from '../../fakes/people.ts';
import { exchange, imageAt, navigationTo, type Request } from '../../fakes/wire.ts';
import {
  lastSignature,
  PAGE,
  PICTURE,
  ports,
  refuse,
  rule,
  rules,
  signing,
  startAgain,
  startAnew,
  turn,
} from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type Rule = chrome.declarativeNetRequest.Rule;

beforeEach(startAnew);

describe('a rule', () => {
  it('goes when its request leaves', async () => {
    await refuse();
    exchange(signing, navigationTo(PAGE), 200);
    expect(rules.size).toBe(0);
  });

  it.each<[string, Request]>([
    ['of another page', navigationTo(`${PAGE}x`)],
    ['of another tab', navigationTo(PAGE, { tabId: 2 })],
    ['of another kind', imageAt(PAGE)],
    ['of a frame', navigationTo(PAGE, { type: 'sub_frame', frameType: 'sub_frame', frameId: 3 })],
  ])('stays when a request %s leaves', async (_what, request) => {
    await refuse();
    exchange(signing, request, 200);
    expect(rules.size).toBe(1);
  });

  it('goes when nothing has used it for half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await refuse();
      vi.advanceTimersByTime(29_999);
      expect(rules.size).toBe(1);
      vi.advanceTimersByTime(1);
      expect(rules.size).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives way to a newer one for the same request', async () => {
    const url = new URL(PICTURE);
    const wanted = {
      kind: 'image',
      method: 'GET',
      url,
      site: APP,
      tabId: 1,
      isTopFrame: true,
      documentId: 'one',
    } as const;
    await signing.loadAgain(wanted);
    await turn();
    await signing.loadAgain(wanted);
    await turn();
    const { requestHeaders = [] } = rule()?.action ?? {};
    expect(requestHeaders.map(({ value }) => value)).toEqual(
      expect.arrayContaining(Object.values(lastSignature())),
    );
  });

  it('stands beside one for another tab', async () => {
    await refuse();
    await refuse(navigationTo(PAGE, { tabId: 2 }));
    expect([...rules.values()].map(({ condition }) => condition.tabIds)).toEqual([[1], [2]]);
  });

  it('of a worker that has ended is gone before a new one is made', async () => {
    const left: Rule[] = [1, 9].map((id) => ({ id, condition: {}, action: { type: 'modifyHeaders' } }));
    let told: (rules: Rule[]) => void = () => undefined;
    const { declarativeNetRequest } = chromium;
    vi.spyOn(declarativeNetRequest, 'getSessionRules').mockReturnValueOnce(
      new Promise((tell) => (told = tell)),
    );
    for (const one of left) rules.set(one.id, one);
    startAgain();
    const page = refuse();
    await turn();
    expect([...rules.values()]).toEqual(left);
    told(left);
    expect(await page).toBe(true);
    expect([...rules.values()].map(({ condition }) => condition.tabIds)).toEqual([[1]]);
  });
});

describe('a rule that the browser does not take', () => {
  const update = vi.spyOn(chromium.declarativeNetRequest, 'updateSessionRules');

  it('leaves the page as it is, and the next try is a first one', async () => {
    await turn();
    update.mockRejectedValueOnce(new Error('Rule with id 1 has an invalid header value.'));
    expect(await refuse()).toBe(false);
    expect(ports.onLeft.mock.calls.map(([, why]) => why)).toEqual(['login-required']);
    expect(await refuse()).toBe(true);
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(PAGE), null]);
  });

  it('leaves the elements of a page as they are', async () => {
    await turn();
    update.mockRejectedValueOnce(new Error('Rule with id 1 has an invalid header value.'));
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    expect(chromium.scripting.executeScript).not.toHaveBeenCalled();
  });
});

describe('when it is no longer so who may sign', () => {
  async function signOut(): Promise<void> {
    await signing.voidAll();
    ports.authority.mockResolvedValue({ ...(await ports.authority()), active: null });
  }

  it('armed rules are gone', async () => {
    await refuse();
    expect(rules.size).toBe(1);
    await signing.voidAll();
    expect(rules.size).toBe(0);
  });

  it('what was signed is never armed', async () => {
    exchange(signing, navigationTo(PAGE), 401);
    await turn();
    await signOut();
    expect(await signing.onPageRefused(1, new URL(PAGE))).toBe(false);
    expect(rules.size).toBe(0);
  });

  it('a page that was refused before is signed as they may who may now', async () => {
    exchange(signing, navigationTo(PAGE), 401);
    await turn();
    const before = lastSignature();
    await signing.voidAll();
    ports.authority.mockResolvedValue({ ...(await ports.authority()), active: BOB });
    expect(await signing.onPageRefused(1, new URL(PAGE))).toBe(true);
    expect(ports.sign.mock.lastCall?.[0]).toBe(BOB);
    expect(lastSignature()).not.toEqual(before);
    expect(rule()?.action.requestHeaders).toContainEqual(
      expect.objectContaining({ header: 'authorization', value: lastSignature().authorization }),
    );
  });

  it('what was signed is never armed, though the page has asked already', async () => {
    const update = vi.spyOn(chromium.declarativeNetRequest, 'updateSessionRules');
    const headers = lastSignature();
    ports.sign.mockImplementationOnce(async () => {
      await signOut();
      return headers;
    });
    expect(await refuse()).toBe(false);
    expect(update.mock.calls.flatMap(([{ addRules = [] }]) => addRules)).toEqual([]);
  });

  it.each([
    ['the authority is looked up', ports.authority],
    ['the request is signed', ports.sign],
    ['the rule is made', vi.spyOn(chromium.declarativeNetRequest, 'updateSessionRules')],
  ])('nothing comes of what was prepared while %s', async (_when, step) => {
    await turn();
    const work = step.getMockImplementation() as ((...asked: unknown[]) => Promise<unknown>) | undefined;
    step.mockImplementationOnce(async (...asked: unknown[]) => {
      const result = await work?.(...asked);
      await signOut();
      return result as never;
    });
    expect(await refuse()).toBe(false);
    expect(rules.size).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Site } from '../../../src/domain/grant.ts';
import { ALICE, APP, grantOf, POD } from '../../fakes/people.ts';
import { exchange, imageAt, navigationTo, type Request } from '../../fakes/wire.ts';
import { loads, PAGE, PICTURE, ports, rule, rules, signing, startAnew, turn, UNKEPT } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  startAnew();
});
afterEach(() => {
  vi.useRealTimers();
});

const HOME = 'https://pod.example' as Site;
const WANTED = {
  kind: 'image',
  method: 'GET',
  url: new URL(PICTURE),
  site: APP,
  tabId: 1,
  isTopFrame: true,
  documentId: 'one',
} as const;

/** A request for what a frame of the pod's own page shows. */
function frameAt(url: string, change: Partial<Request> = {}): Request {
  const frame = { type: 'sub_frame', frameType: 'sub_frame', frameId: 3, parentDocumentId: 'one' };
  return navigationTo(url, { ...frame, initiator: HOME, ...change });
}

describe('an element of a granted page', () => {
  it.each([
    ['image', 'image'],
    ['stylesheet', 'stylesheet'],
    ['font', 'font'],
    ['script', 'script'],
    ['media', 'media'],
  ] as const)('is loaded again in its own document: %s', async (type, kind) => {
    exchange(signing, imageAt(PICTURE, { type }), 401);
    await turn();
    expect(rule()?.condition).toMatchObject({
      tabIds: [1],
      resourceTypes: [type],
      urlFilter: `|${PICTURE}|`,
      initiatorDomains: ['app.example'],
    });
    expect(rule()?.action.responseHeaders).toEqual([UNKEPT]);
    expect(ports.reload.mock.calls).toEqual([[{ tabId: 1, documentId: 'one' }, [{ url: PICTURE, kind }]]]);
  });

  it('uses up its rule', async () => {
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    exchange(signing, imageAt(PICTURE), 200);
    expect(rules.size).toBe(0);
  });

  it('is loaded again once the refused load is over, and not while that is under way', async () => {
    const request = imageAt(PICTURE);
    signing.onHeaders({ ...request, statusCode: 401 } as chrome.webRequest.OnHeadersReceivedDetails);
    await turn();
    expect(ports.reload).not.toHaveBeenCalled();
    signing.onEnd(request);
    await turn();
    expect(ports.reload).toHaveBeenCalledTimes(1);
  });

  it('is loaded again though the browser does not count its page as the tab’s yet', async () => {
    exchange(signing, imageAt(PICTURE, { frameId: 58, documentLifecycle: '' }), 401);
    await turn();
    expect([rules.size, loads().length]).toEqual([1, 1]);
  });

  it.each(['?a=*', '?a^b', '?a|b', '#a'])('is matched letter by letter: %s', async (rest) => {
    exchange(signing, imageAt(PICTURE + rest), 401);
    await turn();
    const filter = new RegExp(rule()?.condition.regexFilter ?? '$^');
    const { href } = new URL(PICTURE + rest);
    expect(filter.test(href)).toBe(true);
    expect(filter.test(href.replace(/[*^|]/, 'x'))).toBe(!/[*^|]/.test(href));
  });

  it('has its next part signed at once, if it is played', async () => {
    exchange(signing, imageAt(PICTURE, { type: 'media' }), 401);
    await turn();
    exchange(signing, imageAt(PICTURE, { type: 'media' }), 206);
    await turn();
    expect(ports.sign).toHaveBeenCalledTimes(2);
    expect(rule()?.condition.resourceTypes).toEqual(['media']);
    expect(loads()).toHaveLength(1);
  });

  it('is asked for again by a page that did not, and not by one that did', async () => {
    exchange(signing, imageAt(PICTURE), 401);
    exchange(signing, imageAt(`${PICTURE}?other`), 401);
    await turn();
    exchange(signing, imageAt(`${PICTURE}?other`), 200);
    ports.reload.mockClear();
    for (const pause of [1000, 4000, 10_000]) {
      vi.advanceTimersByTime(pause);
      await turn();
    }
    expect(loads().map(({ url }) => url)).toEqual([PICTURE, PICTURE, PICTURE]);
    vi.advanceTimersByTime(30_000);
    await turn();
    expect([rules.size, loads().length]).toEqual([0, 3]);
  });

  it('is not signed when the page is gone', async () => {
    ports.reload.mockRejectedValueOnce(new Error('No document with id.'));
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    expect(rules.size).toBe(0);
  });

  it('is loaded once it is granted', async () => {
    await signing.loadAgain(WANTED);
    await turn();
    expect([rules.size, loads().length]).toEqual([1, 1]);
    ports.authority.mockResolvedValue({
      active: ALICE,
      pods: [POD],
      grants: [],
      siteIdentities: {},
      podSettings: [],
    });
    await signing.loadAgain({ ...WANTED, tabId: 2 });
    await turn();
    expect([rules.size, loads().length]).toEqual([1, 1]);
  });
});

describe('a frame', () => {
  beforeEach(() => {
    const grants = [grantOf({ site: HOME }), grantOf()];
    ports.authority.mockResolvedValue({
      active: ALICE,
      pods: [POD],
      grants,
      siteIdentities: {},
      podSettings: [],
    });
  });

  it.each([
    ['sub_frame', 'frame'],
    ['object', 'object'],
  ] as const)('of the pod’s own granted page is loaded again there: %s', async (type, kind) => {
    exchange(signing, frameAt(PAGE, { type }), 401);
    await turn();
    expect(rule()?.condition).toMatchObject({ resourceTypes: [type], initiatorDomains: ['pod.example'] });
    expect(ports.reload.mock.calls).toEqual([[{ tabId: 1, documentId: 'one' }, [{ url: PAGE, kind }]]]);
  });

  it('has its own elements loaded again in it', async () => {
    exchange(signing, imageAt(PICTURE, { initiator: HOME, frameType: 'sub_frame', frameId: 3 }), 401);
    await turn();
    expect(loads()).toEqual([{ url: PICTURE, kind: 'image' }]);
  });

  it.each<[string, Request]>([
    ['of another site, though that has a grant', frameAt(PAGE, { initiator: APP })],
    ['of a page without an origin', frameAt(PAGE, { initiator: 'null' })],
    ['whose page is not known', frameAt(PAGE, { parentDocumentId: undefined })],
    ['that shows another host', frameAt('https://other.example/')],
  ])('is left alone %s', async (_what, request) => {
    exchange(signing, request, 401);
    await turn();
    expect([rules.size, ports.sign.mock.calls.length]).toEqual([0, 0]);
  });

  it('is left alone where a page of another site is around it', async () => {
    ports.isWithinSite.mockResolvedValue(false);
    exchange(signing, frameAt(PAGE), 401);
    exchange(signing, imageAt(PICTURE, { initiator: HOME, frameType: 'sub_frame', frameId: 3 }), 401);
    await turn();
    expect([rules.size, ports.sign.mock.calls.length]).toEqual([0, 0]);
    expect(ports.onLeft.mock.calls.map(([, why]) => why)).toEqual(['frame', 'frame']);
  });
});

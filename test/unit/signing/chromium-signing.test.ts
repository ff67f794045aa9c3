import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ALICE, grantOf, POD } from '../../fakes/people.ts';
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
  startAnew,
  turn,
  UNKEPT,
} from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

describe('a refused page', () => {
  it('may load again, under a rule that signs this one request and no other', async () => {
    expect(await refuse()).toBe(true);
    expect(rule()).toEqual({
      id: expect.any(Number) as number,
      condition: {
        regexFilter: String.raw`^https://pod\.example/alice/private/page\.html(?:#.*)?$`,
        isUrlFilterCaseSensitive: true,
        tabIds: [1],
        resourceTypes: ['main_frame'],
        requestMethods: ['get'],
      },
      action: {
        type: 'modifyHeaders',
        requestHeaders: [
          { header: 'authorization', operation: 'set', value: lastSignature().authorization },
          { header: 'dpop', operation: 'set', value: lastSignature().dpop },
          { header: 'if-unmodified-since', operation: 'set', value: 'Fri, 31 Dec 9999 23:59:59 GMT' },
        ],
        responseHeaders: [
          UNKEPT,
          { header: 'cross-origin-opener-policy', operation: 'set', value: 'same-origin' },
        ],
      },
    });
    expect(ports.sign.mock.calls).toEqual([[ALICE, 'GET', new URL(PAGE), null]]);
  });

  it.each(['', '?a=*', '?a^b', '?a|b', '?(.*)[x]{2}$\\+^', '?a=1#top', '/%2F..a/'])(
    'is matched letter by letter, with or without a fragment: page.html%s',
    async (rest) => {
      await refuse(navigationTo(PAGE + rest));
      const filter = new RegExp(rule()?.condition.regexFilter ?? '');
      const sent = new URL(PAGE + rest).href.replace(/#.*/, '');
      for (const url of [sent, `${sent}#`, `${sent}#top`]) expect(filter.test(url)).toBe(true);
      const others = [
        `${sent}x`,
        `x${sent}`,
        sent.replace('.example', 'xexample'),
        sent.replace(/[*^|]/, '!!'),
      ];
      for (const url of others.filter((other) => other !== sent)) expect(filter.test(url)).toBe(false);
    },
  );

  it('may ask with its fragment, which is not sent', async () => {
    exchange(signing, navigationTo(PAGE), 401);
    expect(await signing.onPageRefused(1, new URL(`${PAGE}#top`))).toBe(true);
  });

  it.each([
    ['another tab', 2, PAGE],
    ['another page', 1, `${PAGE}x`],
    ['another query', 1, `${PAGE}?x`],
  ])('is not the one of %s', async (_what, tab, url) => {
    exchange(signing, navigationTo(PAGE), 401);
    expect(await signing.onPageRefused(tab, new URL(url))).toBe(false);
  });

  it('asks once', async () => {
    await refuse();
    expect(await signing.onPageRefused(1, new URL(PAGE))).toBe(false);
  });

  it('has no rule before it asks: by then another load might use it', async () => {
    exchange(signing, navigationTo(PAGE), 401);
    await turn();
    expect(ports.sign).toHaveBeenCalledTimes(1);
    expect(rules.size).toBe(0);
  });

  it.each([
    [undefined, 'same-origin'],
    ['unsafe-none', 'same-origin'],
    ['same-origin-allow-popups', 'same-origin'],
    ['noopener-allow-popups', 'same-origin'],
    ['same-origin', 'noopener-allow-popups'],
    [' same-origin ; report-to="x"', 'noopener-allow-popups'],
    ['same-origin;report-to="x"', 'noopener-allow-popups'],
  ])('with the opener policy “%s” loads with another one: %s', async (stated, value) => {
    await refuse(navigationTo(PAGE), stated === undefined ? {} : { 'Cross-Origin-Opener-Policy': stated });
    expect(rule()?.action.responseHeaders).toEqual([
      UNKEPT,
      { header: 'cross-origin-opener-policy', operation: 'set', value },
    ]);
  });
});

describe('a request is never signed', () => {
  it.each<[string, Request, string | null]>([
    ['that is a form', navigationTo(PAGE, { method: 'POST' }), 'method'],
    ['that asks for headers only', navigationTo(PAGE, { method: 'HEAD' }), 'method'],
    ['that is prerendered', navigationTo(PAGE, { documentLifecycle: 'prerender' }), null],
    [
      'that is a frame',
      navigationTo(PAGE, { type: 'sub_frame', frameType: 'sub_frame', frameId: 3 }),
      'frame',
    ],
    ['that is a fetch', imageAt(PAGE, { type: 'xmlhttprequest' }), null],
    [
      'that is a frame of no known page',
      imageAt(PAGE, { type: 'sub_frame', frameType: 'sub_frame' }),
      'frame',
    ],
    ['of no known type', navigationTo(PAGE, { type: 'toString' }), null],
    ['of no tab', navigationTo(PAGE, { tabId: -1 }), null],
    ['to another place of the host', navigationTo('https://pod.example/bob/'), 'not-a-pod'],
    ['that climbs out of the pod', navigationTo('https://pod.example/alice/..%2fbob/'), 'not-a-pod'],
    ['of a frame’s page', imageAt(PICTURE, { frameType: 'sub_frame', frameId: 3 }), 'frame'],
    ['of a prerendered page', imageAt(PICTURE, { documentLifecycle: 'prerender' }), null],
    ['of a site without a grant', imageAt(PICTURE, { initiator: 'https://evil.example' }), 'no-grant'],
    [
      'of a site whose name begins alike',
      imageAt(PICTURE, { initiator: 'https://app.example.evil' }),
      'no-grant',
    ],
    ['of a page without an origin', imageAt(PICTURE, { initiator: 'null' }), 'no-grant'],
  ])('%s', async (_what, request, why) => {
    expect(await refuse(request)).toBe(false);
    await turn();
    expect(rules.size).toBe(0);
    expect(ports.sign).not.toHaveBeenCalled();
    expect(ports.onLeft.mock.calls.map(([, reason]) => reason)).toEqual(why === null ? [] : [why]);
    expect(ports.reload).not.toHaveBeenCalled();
  });

  it.each([200, 204, 302, 304, 403, 404, 500])('that was answered %i', async (status) => {
    exchange(signing, navigationTo(PAGE), status);
    expect(await signing.onPageRefused(1, new URL(PAGE))).toBe(false);
    expect(ports.authority).not.toHaveBeenCalled();
  });

  it('while nobody is signed in', async () => {
    ports.authority.mockResolvedValue({
      active: null,
      pods: [POD],
      grants: [grantOf()],
      siteIdentities: {},
      podSettings: [],
    });
    expect(await refuse()).toBe(false);
    expect(ports.onLeft.mock.calls[0]?.[1]).toBe('anonymous');
  });

  it.each(['authority', 'sign'] as const)('when it cannot be told or done: %s fails', async (port) => {
    ports[port].mockRejectedValue(new Error('The disk is full.'));
    expect(await refuse()).toBe(false);
    expect(ports.onLeft.mock.calls.map(([, why]) => why)).toEqual(['login-required']);
    expect(rules.size).toBe(0);
  });
});

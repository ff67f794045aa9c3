import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../../src/domain/errors.ts';
import { FirefoxSigning } from '../../../src/signing/firefox-signing.ts';
import { arriving, fetchOf, leaving } from '../../fakes/firefox-wire.ts';
import { ALICE, grantOf, POD } from '../../fakes/people.ts';
import { lastSignature, PAGE, PICTURE, ports, startAnew } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const NOTES = `${POD}notes.ttl`;
const POD_ORIGIN = new URL(POD).origin;

let signing: FirefoxSigning;

beforeEach(() => {
  startAnew();
  signing = new FirefoxSigning(ports);
});
afterEach(() => vi.useRealTimers());

async function granting(change: Parameters<typeof grantOf>[0]): Promise<void> {
  ports.authority.mockResolvedValue({ ...(await ports.authority()), grants: [grantOf(change)] });
}

const once = { lifetime: { until: 'document', documentId: 'one' } } as const;
const nobodys = { documentId: undefined };
const ofWorker = { ...nobodys, documentUrl: 'https://app.example/', originUrl: 'https://app.example/' };
const ofPod = { documentUrl: `${POD}page.html`, originUrl: `${POD}page.html` };

describe('what a page of a granted site asks for', () => {
  it.each([
    ['by fetch', {}],
    ['by an image', { type: 'image' }],
    ['by a picture with sources', { type: 'imageset' }],
    ['by a style sheet of another site', { type: 'font', originUrl: 'https://cdn.example/style.css' }],
    ['by a worker', ofWorker],
    ['by a service worker', { ...ofWorker, tabId: -1 }],
    ['for its headers', { method: 'HEAD' }],
  ] as const)('%s leaves signed', async (_how, change) => {
    const left = await leaving(signing, fetchOf(NOTES, change), { accept: 'text/turtle' });
    expect(left).toEqual({ accept: 'text/turtle', ...lastSignature() });
    expect(ports.sign.mock.lastCall?.slice(0, 3)).toEqual([
      ALICE,
      'method' in change ? change.method : 'GET',
      new URL(NOTES),
    ]);
  });

  it('by a WebSocket leaves signed for the address that the server sees', async () => {
    await leaving(signing, fetchOf(NOTES.replace('https:', 'wss:'), { type: 'websocket' }));
    expect(ports.sign.mock.lastCall).toEqual([ALICE, 'GET', new URL(NOTES), null]);
  });

  it('loses a proof that the page had made up', async () => {
    expect(await leaving(signing, fetchOf(NOTES), { dpop: 'made up' })).toEqual(lastSignature());
  });

  it('is signed in a frame of its own site, where all around it are of it, too', async () => {
    await granting({ site: POD_ORIGIN as never });
    const inFrame = { ...ofPod, type: 'image', frameAncestors: [{ url: `${POD}top.html` }] } as const;
    expect(await leaving(signing, fetchOf(PICTURE, inFrame))).toEqual(lastSignature());
    const ancestors = [{ url: `${POD}inner.html` }, { url: 'https://elsewhere.example/' }];
    expect(await leaving(signing, fetchOf(PICTURE, { ...inFrame, frameAncestors: ancestors }))).toEqual({});
  });

  it('by a beacon is signed under leave to add', async () => {
    const beacon = fetchOf(NOTES, { type: 'beacon', method: 'POST' });
    expect(await leaving(signing, beacon)).toEqual({});
    await granting({ modes: ['append'] });
    expect(await leaving(signing, beacon)).toEqual(lastSignature());
  });
});

describe('a request leaves as it is', () => {
  it.each([
    ['of a site without a grant', NOTES, { documentUrl: 'https://other.example/' }, {}],
    ['of no site', NOTES, { documentUrl: undefined }, {}],
    ['to where nothing is granted', `${POD_ORIGIN}/bob/notes.ttl`, {}, {}],
    ['in a mode that is not granted', NOTES, { method: 'PUT' }, {}],
    ['of a kind that is not known', NOTES, { type: 'csp_report' }, {}],
    ['of a frame of another site', NOTES, { frameAncestors: [{ url: 'https://app.example/' }] }, {}],
    ['of a page that signs for itself', NOTES, {}, { Authorization: 'Bearer mine' }],
    ['of a sandboxed page', NOTES, {}, { Origin: 'null' }],
    ['of another site than it seems', NOTES, {}, { origin: 'https://other.example' }],
    [
      'of the browser before one of another origin',
      NOTES,
      { method: 'OPTIONS' },
      { 'Access-Control-Request-Method': 'PUT' },
    ],
    ['of Latchkey itself', NOTES, { originUrl: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x' }, {}],
  ] as const)('%s', async (_which, url, change, headers) => {
    const plain = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(await leaving(signing, fetchOf(url, change), headers)).toEqual(plain);
    expect(ports.sign).not.toHaveBeenCalled();
  });

  it('of a sandboxed page of a pod, whose address is the pod’s', async () => {
    await granting({ site: POD_ORIGIN as never });
    const relation = { 'sec-fetch-site': 'cross-site' };
    expect(await leaving(signing, fetchOf(NOTES, ofPod), relation)).toEqual(relation);
    const own = { 'sec-fetch-site': 'same-origin' };
    expect(await leaving(signing, fetchOf(NOTES, ofPod), own)).toEqual({ ...own, ...lastSignature() });
  });

  it('of a worker, where the page has leave for once', async () => {
    await granting(once);
    expect(await leaving(signing, fetchOf(NOTES, ofWorker))).toEqual({});
    expect(await leaving(signing, fetchOf(NOTES))).toEqual(lastSignature());
  });

  it.each(['login-required', 'locked'] as const)(
    'of a person who cannot sign any more (%s), and the tab is marked',
    async (code) => {
      ports.sign.mockRejectedValue(new LatchkeyError(code));
      expect(await leaving(signing, fetchOf(NOTES))).toEqual({});
      expect(ports.onLeft.mock.lastCall?.[1]).toBe('login-required');
    },
  );

  it('where it is not known who may sign', async () => {
    ports.authority.mockRejectedValue(new Error('no storage'));
    expect(await leaving(signing, fetchOf(NOTES))).toEqual({});
  });
});

describe('a request that a grant says is signed, and that cannot be', () => {
  it.each([
    ['the issuer is unreachable', () => Promise.reject(new LatchkeyError('unreachable'))],
    ['something is broken', () => Promise.reject(new Error('broken'))],
  ])('does not leave, as %s', async (_why, sign) => {
    ports.sign.mockImplementation(sign);
    await expect(leaving(signing, fetchOf(NOTES))).rejects.toThrow();
  });

  it('does not leave after twenty seconds', async () => {
    vi.useFakeTimers();
    ports.sign.mockReturnValue(new Promise(() => undefined));
    const left = leaving(signing, fetchOf(NOTES)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await left).toMatchObject({ code: 'timed-out' });
  });

  it('leaves as whoever the person has become meanwhile', async () => {
    ports.sign.mockImplementationOnce(async () => {
      await signing.voidAll();
      ports.authority.mockResolvedValue({ ...(await ports.authority()), active: null });
      return lastSignature();
    });
    expect(await leaving(signing, fetchOf(NOTES))).toEqual({});
  });

  it('leaves as it is where its grant went while it was looked up', async () => {
    const before = await ports.authority();
    ports.authority.mockImplementationOnce(async () => {
      await signing.voidAll();
      ports.authority.mockResolvedValue({ ...before, grants: [] });
      return before;
    });
    expect(await leaving(signing, fetchOf(NOTES))).toEqual({});
  });
});

describe('the answer to a signed request', () => {
  it('is kept by no cache, and what it says of nonce and clock is heard', async () => {
    const request = fetchOf(NOTES);
    await leaving(signing, request);
    const said = { 'dpop-nonce': 'n', date: 'now', 'cache-control': 'max-age=60', etag: '"1"' };
    expect(await arriving(signing, request, 200, said)).toEqual({ ...said, 'cache-control': 'no-store' });
    expect(ports.heard.mock.lastCall).toMatchObject([{ url: new URL(NOTES) }, { nonce: 'n', date: 'now' }]);
  });

  it('that gives a nonce is a reason to try once more, with the same token', async () => {
    const request = fetchOf(NOTES);
    await leaving(signing, request);
    expect(await arriving(signing, request, 401, { 'dpop-nonce': 'n' })).toBe(NOTES);
    await leaving(signing, request);
    expect(ports.sign.mock.lastCall?.[3]).toBeNull();
  });

  it('that refuses the token is a reason to try once more, with another', async () => {
    const request = fetchOf(NOTES);
    const first = await leaving(signing, request);
    expect(await arriving(signing, request, 401)).toBe(NOTES);
    await leaving(signing, request);
    expect(ports.sign.mock.lastCall?.[3]).toEqual(first);
    expect(await arriving(signing, request, 401)).toEqual({ 'cache-control': 'no-store' });
  });

  it('that refuses nonce after nonce is final at the third', async () => {
    const request = fetchOf(NOTES);
    const answers: unknown[] = [];
    for (let time = 0; time < 3; time += 1) {
      await leaving(signing, request);
      answers.push(await arriving(signing, request, 401, { 'dpop-nonce': `${time}` }));
    }
    expect(answers).toEqual([NOTES, NOTES, { 'dpop-nonce': '2', 'cache-control': 'no-store' }]);
  });

  it('that leads elsewhere in the pod is followed signed; to another origin as it is, for good', async () => {
    await granting({ storage: '*' as never });
    const request = fetchOf(NOTES);
    await leaving(signing, request);
    await arriving(signing, request, 302, { location: 'other.ttl' });
    expect(await leaving(signing, { ...request, url: PAGE })).toEqual(lastSignature());
    await arriving(signing, { ...request, url: PAGE }, 307, { location: 'https://bob.example/' });
    expect(await leaving(signing, { ...request, url: 'https://bob.example/' })).toEqual({});
    expect(await arriving(signing, { ...request, url: 'https://bob.example/' }, 200)).toEqual({});
  });

  it('to nobody’s request is left alone', async () => {
    const kept = { 'cache-control': 'max-age=60' };
    expect(await arriving(signing, fetchOf(NOTES), 200, kept)).toEqual(kept);
  });
});

describe('a request that was refused as it was', () => {
  it('is told of, where a grant is missing', async () => {
    await granting({ modes: [] });
    const request = fetchOf(NOTES);
    await leaving(signing, request);
    expect(await arriving(signing, request, 401)).toEqual({});
    expect(ports.onLeft.mock.lastCall).toMatchObject([{ kind: 'fetch', documentId: 'one' }, 'no-grant']);
  });

  it('is made again by its page, once it is granted', async () => {
    const wanted = { method: 'GET', site: null, tabId: 1, isTopFrame: true, documentId: 'one' } as const;
    await signing.loadAgain({ ...wanted, kind: 'image', url: new URL(PICTURE) });
    await signing.loadAgain({ ...wanted, kind: 'fetch', url: new URL(NOTES) });
    const place = { tabId: 1, documentId: 'one' };
    expect(ports.reload.mock.calls).toEqual([[place, [{ kind: 'image', url: PICTURE }]]]);
  });

  it.each([
    ['loaded again where it was granted on its way', 'image', {}, 1],
    ['left to its script', 'xmlhttprequest', {}, 0],
    ['left where nobody could have granted it', 'image', { origin: 'null' }, 0],
  ] as const)('is %s', async (_what, type, headers, times) => {
    await granting({ modes: [] });
    const request = fetchOf(PICTURE, { type });
    await leaving(signing, request, headers);
    await granting({});
    await arriving(signing, request, 401);
    expect(ports.reload).toHaveBeenCalledTimes(times);
  });
});

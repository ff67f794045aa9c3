import { afterEach, describe, expect, it, vi } from 'vitest';
import { CONNECTED, FakePage, NOTHING, openPage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

let page: FakePage;
/** The page's fetch before Latchkey came. */
let native: FakePage['window']['fetch'];

afterEach(() => page.close());

const NOTES = `${POD}notes.ttl`;
const ELSEWHERE = 'https://other.example/';

async function open(state?: typeof CONNECTED): Promise<typeof fetch> {
  page = state === undefined ? new FakePage() : await openPage(state);
  if (state === undefined) {
    native = page.window.fetch;
    await page.inject('bridge', 'provider');
  }
  return (...args) => page.window.fetch(...args);
}

/** The worker answers the next request. */
async function sign(text = 'signed') {
  const { id, request } = await page.worker.next('fetch');
  const head = { status: 200, statusText: 'OK', headers: [], url: request.url, redirected: false };
  page.worker.say({ type: 'head', id, head, body: new TextEncoder().encode(text) });
  return request;
}

async function refuse(): Promise<void> {
  const { id } = await page.worker.next('fetch');
  page.worker.say({ type: 'failed', id, code: 'not-granted' });
}

describe('once it is known what the site may do, a fetch', () => {
  it('of what is not granted is the native one, with the same arguments and the same promise', async () => {
    const fetch = await open(CONNECTED);
    const promise = Promise.resolve(new Response('own'));
    page.window.fetch.mockReturnValueOnce(promise);
    const [input, init] = [new URL(ELSEWHERE), { method: 'PUT', body: 'a' }];
    expect(fetch(input, init)).toBe(promise);
    const call = page.window.fetch.mock.lastCall ?? [];
    expect(call).toHaveLength(2);
    expect([call[0] === input, call[1] === init]).toEqual([true, true]);
    expect(page.worker.heard).toEqual([]);
  });

  it.each<[string, RequestInit]>([
    ['that signs for itself', { headers: { authorization: 'DPoP a' } }],
    ['that wants to see a redirect', { redirect: 'manual' }],
    ['that checks the answer', { integrity: 'sha256-a' }],
    ['without CORS', { mode: 'no-cors' }],
    ['to its own origin only, elsewhere', { mode: 'same-origin' }],
  ])('%s is the native one', async (_what, init) => {
    const fetch = await open(CONNECTED);
    const promise = Promise.resolve(new Response('own'));
    page.window.fetch.mockReturnValueOnce(promise);
    expect(fetch(NOTES, init)).toBe(promise);
  });

  it('of what is granted is signed', async () => {
    const fetch = await open(CONNECTED);
    const answer = fetch(NOTES, { method: 'PUT', body: 'text' });
    expect(await (await sign()).body?.text()).toBe('text');
    expect(await (await answer).text()).toBe('signed');
    expect(page.window.fetch.mock.calls).toEqual([]);
  });

  it('of its own origin, by the mode same-origin, is signed where that is granted', async () => {
    const access = [{ storage: 'https://app.example/pod/' as never, modes: ['read' as const] }];
    const fetch = await open({ ...CONNECTED, access });
    const answer = fetch('https://app.example/pod/a', { mode: 'same-origin' });
    expect((await sign()).url).toBe('https://app.example/pod/a');
    expect(await (await answer).text()).toBe('signed');
  });

  it('that the worker refuses for want of a grant is the native one', async () => {
    const fetch = await open(CONNECTED);
    const answer = fetch(NOTES);
    await refuse();
    expect(await (await answer).text()).toBe('own');
  });

  it('is the native one as soon as the site is disconnected', async () => {
    const fetch = await open(CONNECTED);
    page.worker.tell(NOTHING);
    await vi.waitFor(() => expect(page.solid.webId).toBeNull());
    expect(await (await fetch(NOTES)).text()).toBe('own');
    expect(page.worker.heard).toEqual([]);
  });

  it('on another window, or without arguments, is the native one', async () => {
    await open(CONNECTED);
    const other = {};
    void Reflect.apply(page.window.fetch, other, [NOTES]);
    expect(page.window.fetch.mock.contexts).toEqual([other]);
    void Reflect.apply(page.window.fetch, undefined, []);
    expect(page.window.fetch.mock.calls).toEqual([[NOTES], []]);
  });
});

describe('before it is known what the site may do, a fetch', () => {
  it('without a body is made at once, with the same arguments', async () => {
    const fetch = await open();
    const init = { headers: { a: 'b' } };
    const answer = fetch(NOTES, init);
    expect(native.mock.calls).toEqual([[NOTES, init]]);
    expect(await (await answer).text()).toBe('own');
    expect(page.worker.heard).toEqual([]);
  });

  it('that is none fails once, natively', async () => {
    const fetch = await open();
    const promise = Promise.reject(new TypeError('native'));
    native.mockReturnValueOnce(promise);
    expect(fetch(NOTES, { method: 'a b' })).toBe(promise);
    await expect(promise).rejects.toThrow('native');
    expect(native).toHaveBeenCalledOnce();
  });

  it('that is refused is signed and made again, once it is known that it may be', async () => {
    const fetch = await open();
    native.mockResolvedValueOnce(new Response('no', { status: 401 }));
    const answer = fetch(NOTES, { headers: { a: 'b' } });
    page.worker.tell(CONNECTED);
    expect(await sign()).toMatchObject({ url: NOTES, method: 'GET', headers: [['a', 'b']] });
    expect(await (await answer).text()).toBe('signed');
    expect(native).toHaveBeenCalledOnce();
  });

  it.each([
    ['is not granted', ELSEWHERE, undefined],
    ['signs for itself', NOTES, { headers: { authorization: 'a' } }],
  ])('that is refused and %s stays refused', async (_what, url, init) => {
    const fetch = await open();
    native.mockResolvedValueOnce(new Response('no', { status: 401 }));
    const answer = fetch(url, init);
    page.worker.tell(CONNECTED);
    expect(await (await answer).text()).toBe('no');
    expect(page.worker.heard).toEqual([]);
  });

  it('that is refused by the pod and by the worker has the pod’s refusal', async () => {
    const fetch = await open();
    native.mockResolvedValueOnce(new Response('no', { status: 401 }));
    const answer = fetch(NOTES);
    page.worker.tell(CONNECTED);
    await refuse();
    expect(await (await answer).text()).toBe('no');
    expect(native).toHaveBeenCalledOnce();
  });

  it('with a body waits, and is signed', async () => {
    const fetch = await open();
    const answer = fetch(NOTES, { method: 'PUT', body: 'text' });
    expect(native).not.toHaveBeenCalled();
    page.worker.tell(CONNECTED);
    expect(await (await sign()).body?.text()).toBe('text');
    expect(await (await answer).text()).toBe('signed');
  });

  it('with a body waits, and is the native one, as it was', async () => {
    const fetch = await open();
    const body = new Uint8Array([1]);
    const answer = fetch(new Request(ELSEWHERE, { method: 'PUT', body }));
    body[0] = 2;
    page.worker.tell(CONNECTED);
    expect(await (await answer).text()).toBe('own');
    const [own] = native.mock.lastCall ?? [];
    if (!(own instanceof Request)) throw new Error('It is no request.');
    expect([own.url, own.method, [...new Uint8Array(await own.arrayBuffer())]]).toEqual([
      ELSEWHERE,
      'PUT',
      [1],
    ]);
  });
});

it('solid.fetch outside every grant is the native one, not its stand-in', async () => {
  await open();
  const answer = page.solid.fetch(ELSEWHERE);
  page.worker.tell(CONNECTED);
  expect(await (await answer).text()).toBe('own');
  expect(native).toHaveBeenCalledOnce();
});

it('The stand-in has the native function’s name, length, text and properties, and can be replaced', async () => {
  await open();
  const { fetch } = page.window;
  expect(fetch).not.toBe(native);
  expect([fetch.name, fetch.length, String(fetch)]).toEqual([native.name, native.length, String(native)]);
  expect(Reflect.ownKeys(fetch)).toEqual(Reflect.ownKeys(native));
  expect(Object.getOwnPropertyDescriptor(page.window, 'fetch')).toMatchObject({
    ...{ writable: true, enumerable: true, configurable: true },
  });
});

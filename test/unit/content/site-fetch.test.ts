import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseHead } from '../../../src/domain/exchange.ts';
import { ANY_POD } from '../../../src/domain/grant.ts';
import { CONNECTED, FakePage, NOTHING, openPage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

let page: FakePage;

beforeEach(async () => {
  page = await openPage();
});
afterEach(() => page.close());

const NOTES = `${POD}notes.ttl`;
const HEAD: ResponseHead = {
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/turtle']],
  url: NOTES,
  redirected: false,
};

/** The worker answers the next request. */
async function answerWith(
  body: Uint8Array<ArrayBuffer> | null | 'chunks' = new TextEncoder().encode('signed'),
  head: Partial<ResponseHead> = {},
) {
  const { id, request } = await page.worker.next('fetch');
  page.worker.say({ type: 'head', id, head: { ...HEAD, ...head }, body });
  return { id, request };
}

describe('a request is the page’s own', () => {
  it.each<[string, string, RequestInit?]>([
    ['where the site was granted nothing', 'https://other.example/'],
    ['where the pod is another', 'https://pod.example/bob/'],
    ['where the pod is named further on', `https://evil.example/?${POD}`],
    ['where it signs for itself', NOTES, { headers: { Authorization: 'Bearer a' } }],
    ['where it wants to see the redirect', NOTES, { redirect: 'manual' }],
    ['where it checks the answer itself', NOTES, { integrity: 'sha256-a' }],
    ['where it keeps to its own origin', NOTES, { mode: 'same-origin' }],
    ['where its address is none', 'https://['],
  ])('%s', async (_what, url, init) => {
    expect(await (await page.solid.fetch(url, init)).text()).toBe('own');
    expect(page.worker.heard).toEqual([]);
  });

  it('where the worker says that nothing was granted: with its body, whole', async () => {
    const answer = page.solid.fetch(NOTES, {
      method: 'PUT',
      body: 'all of it',
      headers: { 'if-match': '"a"' },
    });
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'failed', id, code: 'not-granted' });
    expect(await (await answer).text()).toBe('own');
    const [own] = page.window.fetch.mock.lastCall ?? [];
    if (!(own instanceof Request)) throw new Error('It is no request.');
    expect([own.url, own.method, own.headers.get('if-match'), await own.text()]).toEqual([
      NOTES,
      'PUT',
      '"a"',
      'all of it',
    ]);
  });

  it('where the site may do nothing any more', async () => {
    page.worker.tell(NOTHING);
    await vi.waitFor(() => expect(page.solid.webId).toBeNull());
    expect(await (await page.solid.fetch(NOTES)).text()).toBe('own');
    expect(page.worker.heard).toEqual([]);
  });

  it('only once it is known what the site may do', async () => {
    page.close();
    page = new FakePage();
    await page.inject('bridge', 'provider');
    const answer = page.solid.fetch(NOTES);
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect([page.window.fetch.mock.calls, page.worker.heard]).toEqual([[], []]);
    page.worker.tell(CONNECTED);
    await answerWith();
    expect(await (await answer).text()).toBe('signed');
  });
});

describe('a request goes to the worker', () => {
  it('as fetch would make it', async () => {
    const answer = page.solid.fetch(new Request(NOTES, { headers: { a: 'b' } }), {
      method: 'post',
      body: 'c',
      redirect: 'error',
      cache: 'no-store',
    });
    const { request } = await answerWith();
    const { body, ...rest } = request;
    expect(rest).toEqual({
      ...{ url: NOTES, method: 'POST', redirect: 'error', cache: 'no-store' },
      headers: [
        ['a', 'b'],
        ['content-type', 'text/plain;charset=UTF-8'],
      ],
    });
    expect(await body?.text()).toBe('c');
    await answer;
  });

  it.each<[string, BodyInit, string]>([
    ['a text', 'a', 'text/plain;charset=UTF-8'],
    ['a form', new URLSearchParams({ a: 'b' }), 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a file', new Blob(['a'], { type: 'image/png' }), 'image/png'],
  ])('with its body and type: %s', async (_what, body, type) => {
    void page.solid.fetch(NOTES, { method: 'PUT', body });
    const { request } = await page.worker.next('fetch');
    expect(request.headers).toEqual([['content-type', type]]);
    expect(await request.body?.text()).toBe(await new Response(body).text());
  });

  it.each([
    new Uint8Array([0, 255, 10, 13]),
    new Uint8Array([0, 255, 10, 13]).buffer,
    new DataView(new ArrayBuffer(4)),
  ])('with its bytes, and no type: %s', async (body) => {
    void page.solid.fetch(NOTES, { method: 'PUT', body });
    const { request } = await page.worker.next('fetch');
    expect(request.headers).toEqual([]);
    expect(await request.body?.arrayBuffer()).toEqual(await new Blob([body]).arrayBuffer());
  });

  it('where every pod was granted', async () => {
    const webId = 'https://bob.example/#me';
    page.worker.tell({ webId, access: [{ storage: ANY_POD, modes: ['read'] }] });
    await vi.waitFor(() => expect(page.solid.webId).toBe(webId));
    void page.solid.fetch('https://another.example/');
    expect((await page.worker.next('fetch')).request.url).toBe('https://another.example/');
  });
});

describe('a response', () => {
  it('is as the worker says, and knows its place', async () => {
    const answer = page.solid.fetch(NOTES);
    await answerWith(undefined, { status: 201, statusText: 'Created', url: `${POD}made`, redirected: true });
    const response = await answer;
    for (const one of [response, response.clone()]) {
      expect(one).toMatchObject({
        status: 201,
        statusText: 'Created',
        url: `${POD}made`,
        redirected: true,
        type: 'cors',
        ok: true,
      });
      expect(one.headers.get('content-type')).toBe('text/turtle');
      expect(await one.text()).toBe('signed');
    }
  });

  it('of the page’s own origin is a basic one', async () => {
    const answer = page.solid.fetch(NOTES);
    await answerWith(undefined, { url: 'https://app.example/a' });
    expect((await answer).type).toBe('basic');
  });

  it.each([204, 205, 304])('may have no body: %i', async (status) => {
    const answer = page.solid.fetch(NOTES);
    await answerWith(null, { status, headers: [] });
    expect(await answer).toMatchObject({ status, body: null });
  });

  it('that does not come is a failure like that of fetch', async () => {
    const answer = page.solid.fetch(NOTES);
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'failed', id, code: 'network' });
    await expect(answer).rejects.toThrow(new TypeError('Failed to fetch'));
  });

  it.each(['interrupted', 'login-required', 'internal'] as const)(
    'that does not come says why: %s',
    async (code) => {
      const answer = page.solid.fetch(NOTES);
      const { id } = await page.worker.next('fetch');
      page.worker.say({ type: 'failed', id, code });
      await expect(answer).rejects.toMatchObject({ name: 'SolidError', code });
      expect(page.window.fetch).not.toHaveBeenCalled();
    },
  );
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, NOTHING, openPage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';
import { ended, eventsOf, FakeXhr, opened } from '../../fakes/xhr.ts';

let page: FakePage;

afterEach(() => page.close());

const NOTES = `${POD}notes.ttl`;
const ELSEWHERE = 'https://other.example/';

/** The worker answers the next request, in parts. */
async function answer(status = 200, headers: [string, string][] = [], ...parts: readonly string[]) {
  const { id, request } = await page.worker.next('fetch');
  const head = { status, statusText: 'So', headers, url: `${request.url}?final`, redirected: false };
  page.worker.say({ type: 'head', id, head, body: new TextEncoder().encode(parts.join('')) });
  return request;
}

describe('a request is the native one', () => {
  it.each<[string, () => XMLHttpRequest]>([
    ['where the site was granted nothing', () => opened(ELSEWHERE, 'GET')],
    ['where it does not wait', () => opened(NOTES, 'GET', false)],
    ['where it does not wait, by leaving it open', () => opened(NOTES, 'GET', undefined)],
    ['where it says who it is', () => opened(NOTES, 'GET', true, 'user', 'password')],
    [
      'where it signs for itself',
      () => {
        const xhr = opened(NOTES);
        xhr.setRequestHeader('Authorization', 'Bearer a');
        return xhr;
      },
    ],
  ])('%s', async (_what, make) => {
    page = await openPage();
    const xhr = make();
    xhr.send('body');
    expect(FakeXhr.sent).toEqual([xhr]);
    expect(FakeXhr.sent[0]?.body).toBe('body');
    expect([page.worker.heard, xhr.responseText]).toEqual([[], 'native']);
  });

  it('once the site is disconnected, with the headers that it has', async () => {
    page = await openPage();
    const xhr = opened(NOTES, 'PUT');
    xhr.setRequestHeader('a', 'b');
    page.worker.tell(NOTHING);
    await vi.waitFor(() => expect(page.solid.webId).toBeNull());
    xhr.send();
    expect([FakeXhr.sent, FakeXhr.sent[0]?.headers]).toEqual([[xhr], [['a', 'b']]]);
  });
});

describe('a request goes to the worker', () => {
  it('with its headers and body, and is shown by the same object', async () => {
    page = await openPage();
    const xhr = opened('https://pod.example/x', 'POST');
    xhr.open('put', NOTES);
    xhr.setRequestHeader('X-A', 'b');
    const seen = eventsOf(xhr);
    xhr.send('text');
    expect([xhr.readyState, xhr.status]).toEqual([1, 0]);
    const request = await answer(
      201,
      [
        ['content-type', 'text/plain'],
        ['x-b', 'c'],
      ],
      'in ',
      'parts',
    );
    expect(request).toMatchObject({
      ...{ url: NOTES, method: 'PUT', redirect: 'follow', cache: 'default' },
      headers: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['x-a', 'b'],
      ],
    });
    await ended(xhr);
    expect(seen).toEqual([
      ...['loadstart', 'upload loadstart', 'upload progress', 'upload load', 'upload loadend'],
      ...['2', '3', 'progress', '4', 'load', 'loadend'],
    ]);
    expect(xhr).toMatchObject({
      ...{ readyState: 4, status: 201, statusText: 'So', responseURL: `${NOTES}?final` },
      ...{ response: 'in parts', responseText: 'in parts' },
    });
    expect([xhr.getResponseHeader('X-B'), xhr.getAllResponseHeaders(), FakeXhr.sent]).toEqual([
      'c',
      'content-type: text/plain\r\nx-b: c\r\n',
      [],
    ]);
  });

  it.each<[XMLHttpRequestResponseType, unknown]>([
    ['text', '{"a":1}'],
    ['json', { a: 1 }],
    ['arraybuffer', new TextEncoder().encode('{"a":1}').buffer],
    ['blob', new Blob(['{"a":1}'], { type: 'application/json' })],
  ])('and comes as %s', async (type, expected) => {
    page = await openPage();
    const xhr = opened(NOTES);
    xhr.responseType = type;
    xhr.send();
    await answer(200, [['content-type', 'application/json']], '{"a":1}');
    await ended(xhr);
    expect(xhr.response).toEqual(expected);
    expect(xhr.response).toBe(xhr.response);
  });

  it('that fails as a network does', async () => {
    page = await openPage();
    const xhr = opened(NOTES);
    const seen = eventsOf(xhr);
    xhr.send();
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'failed', id, code: 'network' });
    await ended(xhr);
    expect([seen, xhr.status]).toEqual([['loadstart', '4', 'error', 'loadend'], 0]);
  });

  it('whose time is up', async () => {
    page = await openPage();
    const xhr = opened(NOTES);
    xhr.timeout = 1;
    const seen = eventsOf(xhr);
    xhr.send();
    await ended(xhr);
    expect(seen).toEqual(['loadstart', '4', 'timeout', 'loadend']);
    await page.worker.next('abort');
  });

  it('that is aborted, which the worker hears', async () => {
    page = await openPage();
    const xhr = opened(NOTES, 'PUT');
    const seen = eventsOf(xhr);
    xhr.send('a');
    await page.worker.next('fetch');
    xhr.abort();
    await page.worker.next('abort');
    expect([seen, xhr.readyState]).toEqual([
      ['loadstart', 'upload loadstart', '4', 'upload abort', 'upload loadend', 'abort', 'loadend'],
      0,
    ]);
  });

  it('that the worker refuses for want of a grant: it is the page’s own then', async () => {
    page = await openPage();
    const xhr = opened(NOTES, 'PUT');
    const seen = eventsOf(xhr);
    xhr.send('all of it');
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'failed', id, code: 'not-granted' });
    await ended(xhr);
    expect([xhr.responseText, seen.filter((type) => type === 'loadstart')]).toEqual(['own', ['loadstart']]);
    const [own] = page.window.fetch.mock.lastCall ?? [];
    expect(own instanceof Request && (await own.text())).toBe('all of it');
  });

  it('that is opened anew: what comes of the first is nobody’s', async () => {
    page = await openPage();
    const xhr = opened(NOTES);
    xhr.send();
    const { id } = await page.worker.next('fetch');
    xhr.open('GET', `${POD}other`);
    xhr.send();
    await page.worker.next('abort');
    page.worker.say({ type: 'failed', id, code: 'network' });
    await answer(200, [], 'second');
    await ended(xhr);
    expect(xhr.responseText).toBe('second');
  });

  it('that fails to be opened anew goes on', async () => {
    page = await openPage();
    const xhr = opened(NOTES);
    xhr.send();
    expect(() => xhr.open('TRACE', '/')).toThrow(DOMException);
    await answer(200, [], 'first');
    await ended(xhr);
    expect(xhr.responseText).toBe('first');
  });

  it.each<[string, (xhr: XMLHttpRequest) => void]>([
    ['send', (xhr) => xhr.send()],
    ['setRequestHeader', (xhr) => xhr.setRequestHeader('a', 'b')],
    ['withCredentials', (xhr) => (xhr.withCredentials = true)],
    ['responseType', (xhr) => (xhr.responseType = 'json')],
    ['overrideMimeType', (xhr) => xhr.overrideMimeType('a/b')],
  ])('that is over takes no %s', async (_what, act) => {
    page = await openPage();
    const xhr = opened(NOTES);
    xhr.send();
    await answer();
    await ended(xhr);
    expect(() => act(xhr)).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
  });
});

it('What a page knows of a request that it has not sent is the native’s', async () => {
  page = await openPage();
  const xhr = opened(NOTES);
  expect([xhr.readyState, xhr.responseText, xhr.getResponseHeader('a')]).toEqual([1, 'native', null]);
  xhr.abort();
  expect(xhr.readyState).toBe(1);
});

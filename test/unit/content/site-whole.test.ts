import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseHead } from '../../../src/domain/exchange.ts';
import { type FakePage, openPage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

const HEAD: ResponseHead = { status: 200, statusText: 'OK', headers: [], url: POD, redirected: false };
const FORM = 'application/x-www-form-urlencoded';

let page: FakePage;
const unhandled = vi.fn<(reason: unknown) => void>();

beforeEach(async () => {
  process.on('unhandledRejection', unhandled);
  page = await openPage();
});
afterEach(() => {
  page.close();
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

/** A response whose body is still to come, and its number. */
async function begin(
  type = 'text/plain',
  init: RequestInit = {},
): Promise<{ id: number; response: Response }> {
  const answer = page.solid.fetch(POD, init);
  const { id } = await page.worker.next('fetch');
  page.worker.say({ type: 'head', id, head: { ...HEAD, headers: [['content-type', type]] }, body: 'chunks' });
  return { id, response: await answer };
}

/** The worker sends the rest of a body, in these parts. */
function send(id: number, ...parts: string[]): void {
  for (const part of parts) page.worker.say({ type: 'chunk', id, chunk: new Blob([part]) });
  page.worker.say({ type: 'end', id });
}

/** The types of what the worker has heard, in order, once it has heard as many. */
async function heard(count: number): Promise<readonly string[]> {
  return await vi.waitFor(() => {
    const types = page.worker.heard.map(({ type }) => type);
    if (types.length < count) throw new Error(`The worker has heard ${types.join()} only.`);
    return types;
  });
}

const used = ({ bodyUsed, body }: Response) => [bodyUsed, body?.locked];

/** Plain data of what a body was read as. */
async function plain(read: unknown): Promise<unknown> {
  if (read instanceof Blob) return [read.type, await read.text()];
  return read instanceof FormData ? Array.from(read) : read;
}

describe('a body that is taken whole', () => {
  it.each([
    ['arrayBuffer', 'text/plain', 'all of it'],
    ['blob', 'text/turtle; charset=utf-8', 'all of it'],
    ['blob', 'no type', 'all of it'],
    ['formData', FORM, 'a=1&b=2'],
    ['json', 'application/json', '{"a":1}'],
    ['text', 'text/plain', 'éa'],
    ['text', 'text/plain', '\uFEFFa mark'],
    ['text', 'text/plain', ''],
  ] as const)('by %s, of type %s, is read as fetch’s own would be', async (method, type, body) => {
    const { id, response } = await begin(type);
    const taken = response[method]();
    expect(await heard(1)).toEqual(['whole']);
    // Its parts may cut a character: they are joined as bytes.
    const bytes = Buffer.from(body);
    for (const part of [bytes.subarray(0, 1), bytes.subarray(1)]) {
      page.worker.say({ type: 'chunk', id, chunk: new Blob([part]) });
    }
    send(id);
    const own = new Response(body, { headers: { 'content-type': type } });
    expect(await plain(await taken)).toEqual(await plain(await own[method]()));
    expect(await heard(1)).toEqual(['whole']);
  });

  it.each([
    ['json', 'application/json', 'no JSON'],
    ['formData', 'text/plain', 'no form'],
  ] as const)('by %s fails where it is none', async (method, type, body) => {
    const { id, response } = await begin(type);
    const taken = response[method]();
    send(id, body);
    const own = new Response(body, { headers: { 'content-type': type } });
    const { name, message } = (await own[method]().catch((error: unknown) => error)) as Error;
    await expect(taken).rejects.toMatchObject({ name, message });
  });

  it('is used from the call on, and cannot be taken again', async () => {
    const { id, response } = await begin();
    expect(used(response)).toEqual([false, false]);
    const taken = response.text();
    expect(used(response)).toEqual([true, true]);
    await expect(response.json()).rejects.toThrow(TypeError);
    send(id, 'all of it');
    expect(await taken).toBe('all of it');
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(() => response.clone()).toThrow(TypeError);
    expect(await heard(1)).toEqual(['whole']);
  });

  it('belongs to its own call', async () => {
    const [one, other] = [await begin(), await begin()];
    const both = Promise.all([one.response.text(), other.response.text()]);
    send(other.id, 'other');
    send(one.id, 'one');
    expect(await both).toEqual(['one', 'other']);
  });

  it('fails as the call fails', async () => {
    const { id, response } = await begin();
    const taken = response.arrayBuffer();
    page.worker.say({ type: 'chunk', id, chunk: new Blob(['first']) });
    page.worker.say({ type: 'failed', id, code: 'interrupted' });
    await expect(taken).rejects.toMatchObject({ name: 'SolidError', code: 'interrupted' });
    expect(response.bodyUsed).toBe(true);
  });

  it('fails where the worker has ended', async () => {
    const { response } = await begin();
    const taken = response.arrayBuffer();
    await page.worker.next('whole');
    page.worker.end();
    await expect(taken).rejects.toMatchObject({ code: 'interrupted' });
  });

  it.each([
    ['before', false],
    ['while it comes', true],
  ])('of which the page had enough %s fails with its reason', async (_when, isUnderWay) => {
    const end = new AbortController();
    const { id, response } = await begin('text/plain', { signal: end.signal });
    if (!isUnderWay) end.abort('enough');
    const taken = response.text();
    if (isUnderWay) end.abort('enough');
    await expect(taken).rejects.toBe('enough');
    expect(used(response)).toEqual([isUnderWay, isUnderWay]);
    expect(await page.worker.next('abort')).toEqual({ type: 'abort', id });
    send(id, 'too late');
  });
});

describe('a body that is not there to be taken whole comes as a stream', () => {
  it('where a reader has it', async () => {
    const { response } = await begin();
    const reader = response.body?.getReader();
    await expect(response.text()).rejects.toThrow(TypeError);
    reader?.releaseLock();
    expect(used(response)).toEqual([false, false]);
    expect(page.worker.heard).toEqual([]);
  });

  it('where a reader had its beginning', async () => {
    const { id, response } = await begin();
    const reader = response.body?.getReader();
    const first = reader?.read();
    send(id, 'first', 'second');
    await first;
    reader?.releaseLock();
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(await heard(5)).not.toContain('whole');
  });

  it('where it was cloned: both can be read, each once', async () => {
    const { id, response } = await begin();
    const clone = response.clone();
    const both = Promise.all([response.text(), clone.json()]);
    expect(await heard(5)).not.toContain('whole');
    send(id, '{"a"', ':1}');
    expect(await both).toEqual(['{"a":1}', { a: 1 }]);
    await expect(response.text()).rejects.toThrow(TypeError);
    await expect(clone.text()).rejects.toThrow(TypeError);
  });

  it('where the browser’s own method is called', async () => {
    const { id, response } = await begin();
    const text = Response.prototype.text.call(response);
    expect(await heard(5)).not.toContain('whole');
    send(id, 'first ', 'second');
    expect(await text).toBe('first second');
  });

  it('where it was cancelled, of which nothing comes', async () => {
    const { response } = await begin();
    await response.body?.cancel();
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(await heard(1)).toEqual(['abort']);
  });
});

describe('the methods of a response', () => {
  it('look like the browser’s: no loop finds them, and a page may replace them', async () => {
    const { response } = await begin();
    expect(Object.keys(response)).toEqual([]);
    response.text = () => Promise.resolve('mine');
    expect(await response.text()).toBe('mine');
  });

  it('read the response on which they are called', async () => {
    const { response } = await begin();
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on another response below
    const { text } = response;
    expect(await text.call(new Response('another'))).toBe('another');
    expect(used(response)).toEqual([false, false]);
  });

  it('of a body that came with its head are the browser’s', async () => {
    const answer = page.solid.fetch(POD);
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'head', id, head: HEAD, body: new TextEncoder().encode('small') });
    const response = await answer;
    expect(Object.hasOwn(response, 'text')).toBe(false);
    expect(await response.text()).toBe('small');
  });

  it('do without what a page has replaced', async () => {
    const { id, response } = await begin();
    const wrecked = vi.fn(() => Promise.reject(new Error('wrecked')));
    vi.spyOn(Response.prototype, 'blob').mockImplementation(wrecked);
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(wrecked);
    vi.spyOn(ReadableStreamDefaultReader.prototype, 'read').mockImplementation(wrecked);
    const taken = response.arrayBuffer();
    send(id, 'all of it');
    const bytes = await taken;
    vi.restoreAllMocks();
    expect([Buffer.from(bytes).toString(), wrecked.mock.calls]).toEqual(['all of it', []]);
  });
});

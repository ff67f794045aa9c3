import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseHead } from '../../../src/domain/exchange.ts';
import { type FakePage, openPage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

const HEAD: ResponseHead = { status: 200, statusText: 'OK', headers: [], url: POD, redirected: false };

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

/** Whatever is under way between page and worker has arrived. */
const rest = () => new Promise((resolve) => void setTimeout(resolve, 30));

/** A response that comes in chunks, and its number. */
async function begin(init: RequestInit = {}): Promise<{ id: number; response: Response }> {
  const answer = page.solid.fetch(POD, init);
  const { id } = await page.worker.next('fetch');
  page.worker.say({ type: 'head', id, head: HEAD, body: 'chunks' });
  return { id, response: await answer };
}

/** Read as a stream, not by the response's own methods. */
const streamed = ({ body }: Response) => new Response(body).text();
const chunk = (id: number, text: string) => page.worker.say({ type: 'chunk', id, chunk: new Blob([text]) });
const heard = (type: string) => page.worker.heard.filter((message) => message.type === type).length;

/** Reads so many chunks, each of which the worker sends by leave only. */
async function readWith(reader: ReadableStreamDefaultReader<Uint8Array>, id: number, count: number) {
  for (let i = 0; i < count; i += 1) {
    const read = reader.read();
    await page.worker.next('more');
    chunk(id, 'part');
    await read;
  }
}

describe('a body in chunks', () => {
  it('is there as it comes, in its order, until its end', async () => {
    const { id, response } = await begin();
    const text = streamed(response);
    const parts = Array.from({ length: 20 }, (_, index) => `${'x'.repeat((20 - index) * 1000)}${index}`);
    for (const part of parts) chunk(id, part);
    page.worker.say({ type: 'end', id });
    expect(await text).toBe(parts.join(''));
  });

  it('shows its beginning before its end has come', async () => {
    const { id, response } = await begin();
    chunk(id, 'first');
    const { value } = (await response.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe('first');
  });

  it('belongs to its own call', async () => {
    const [one, other] = [await begin(), await begin()];
    chunk(other.id, 'other');
    chunk(one.id, 'one');
    for (const { id } of [one, other]) page.worker.say({ type: 'end', id });
    expect(await Promise.all([one, other].map(({ response }) => streamed(response)))).toEqual([
      'one',
      'other',
    ]);
  });

  it('fails where the worker fails in its midst', async () => {
    const { id, response } = await begin();
    const text = streamed(response);
    chunk(id, 'first');
    page.worker.say({ type: 'failed', id, code: 'interrupted' });
    await expect(text).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('is not asked for while the page does not read', async () => {
    await begin();
    // What the worker hears of another call, it hears after that.
    await begin();
    expect(page.worker.heard).toEqual([]);
  });

  it('gives leave for a few chunks at most once the page has begun to read', async () => {
    const { id, response } = await begin();
    const read = response.body?.getReader().read();
    for (let sent = 0; sent < 10; sent += 1) {
      await rest();
      if (heard('more') <= sent) break;
      chunk(id, 'part');
    }
    expect((await read)?.done).toBe(false);
    expect(heard('more')).toBeLessThanOrEqual(5);
    expect(heard('more')).toBeGreaterThan(1);
  });

  it('gives no more leave than that after the page has read for long, and stopped', async () => {
    const { id, response } = await begin();
    const reader = response.body?.getReader();
    if (reader === undefined) throw new Error('There is no body.');
    await readWith(reader, id, 50);
    await rest();
    expect(heard('more'), 'leave that was given for chunks that have not come').toBeLessThanOrEqual(5);
  });
});

describe('a page that has enough', () => {
  it('of a body, says so to the worker, and what still comes does no harm', async () => {
    const { id, response } = await begin();
    chunk(id, 'first');
    const reader = response.body?.getReader();
    await reader?.read();
    chunk(id, 'second');
    await reader?.cancel();
    expect(await page.worker.next('abort')).toEqual({ type: 'abort', id });
    chunk(id, 'third');
    page.worker.say({ type: 'failed', id, code: 'network' });
    await rest();
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
  });

  it('of a call, hears its own reason, and the worker hears of it', async () => {
    const end = new AbortController();
    const answer = page.solid.fetch(POD, { signal: end.signal });
    const { id } = await page.worker.next('fetch');
    const reason = new Error('enough');
    end.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(await page.worker.next('abort')).toEqual({ type: 'abort', id });
    page.worker.say({ type: 'head', id, head: HEAD, body: null });
    await rest();
  });

  it('of a call in its midst, hears its own reason from the body', async () => {
    const end = new AbortController();
    const { id, response } = await begin({ signal: end.signal });
    const text = streamed(response);
    chunk(id, 'first');
    await rest();
    end.abort();
    await expect(text).rejects.toMatchObject({ name: 'AbortError' });
    expect(await page.worker.next('abort')).toEqual({ type: 'abort', id });
    chunk(id, 'second');
    page.worker.say({ type: 'end', id });
    await rest();
  });

  it('before it asks, asks nobody', async () => {
    const answer = page.solid.fetch(POD, { signal: AbortSignal.abort() });
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect([page.worker.heard, page.window.fetch.mock.calls]).toEqual([[], []]);
  });
});

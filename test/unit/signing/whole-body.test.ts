import { describe, expect, it, vi } from 'vitest';
import { prepare, sendBody } from '../../../src/signing/chunks.ts';
import { Credits } from '../../../src/signing/credits.ts';
import type { UnreadBody } from '../../../src/signing/relay.ts';
import { byteStream } from '../../fakes/byte-stream.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const endless = () => new AbortController().signal;
const turn = () => new Promise((resolve) => void setImmediate(resolve));

/** A body of so many parts of 64 KiB, and how much of it was read. */
function bodyOf(count: number) {
  const state = { read: 0 };
  const stream = byteStream({
    pull(feed) {
      if (state.read === count) {
        feed.close();
        return;
      }
      state.read += 1;
      feed.enqueue(new Uint8Array(65_536).fill(state.read));
    },
  });
  const blob = vi.fn(() => new Response(stream).blob());
  return { body: { stream, blob } satisfies UnreadBody, state };
}

const bytesOf = (parts: readonly BlobPart[]) => new Blob([...parts]).arrayBuffer();
const expected = (count: number) =>
  bytesOf(Array.from({ length: count }, (_, i) => new Uint8Array(65_536).fill(i + 1)));

describe('a body that its page takes whole', () => {
  it('is read by nobody but the browser, and comes as one chunk', async () => {
    const { body, state } = bodyOf(40);
    const all = new Blob(['all of it']);
    body.blob.mockResolvedValue(all);
    const credits = new Credits();
    const chunks: Blob[] = [];
    credits.giveAll();
    await sendBody({ unread: body }, credits, endless(), (chunk) => chunks.push(chunk));
    expect([chunks, state.read, body.stream.locked]).toEqual([[all], 0, false]);
  });

  it('is not read before its page has said so', async () => {
    const { body, state } = bodyOf(1);
    const credits = new Credits();
    const done = sendBody({ unread: body }, credits, endless(), () => undefined);
    for (let i = 0; i < 10; i += 1) await turn();
    expect([state.read, body.blob.mock.calls]).toEqual([0, []]);
    credits.giveAll();
    await done;
    expect(body.blob).toHaveBeenCalledOnce();
  });

  it.each([
    ['was begun, as it is larger than it says', 1, 0],
    ['was taken in chunks until now', null, 1],
  ])('though it %s comes without further leave', async (_what, length, given) => {
    const { body } = bodyOf(200);
    const prepared = await prepare(body, length);
    if ('whole' in prepared) throw new Error('It is not sent in chunks.');
    const credits = new Credits();
    const chunks: Blob[] = [];
    for (let i = 0; i < given; i += 1) credits.give();
    const done = sendBody(prepared, credits, endless(), (chunk) => chunks.push(chunk));
    await vi.waitFor(() => expect(chunks).toHaveLength(given));
    credits.giveAll();
    await done;
    expect(chunks.length).toBeGreaterThan(1);
    expect(await bytesOf(chunks)).toEqual(await expected(200));
  });

  it('fails as the browser’s reading of it fails', async () => {
    const { body } = bodyOf(1);
    body.blob.mockRejectedValue(new TypeError('reset'));
    const credits = new Credits();
    credits.giveAll();
    const done = sendBody({ unread: body }, credits, endless(), () => expect.unreachable());
    await expect(done).rejects.toThrow('reset');
  });
});

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { prepare, sendBody } from '../../../src/signing/chunks.ts';
import { Credits } from '../../../src/signing/credits.ts';
import type { UnreadBody } from '../../../src/signing/relay.ts';
import { byteStream } from '../../fakes/byte-stream.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type Bytes = Uint8Array<ArrayBuffer>;

const KIB = 1024;
const MIB = 1024 * KIB;
/** A chunk is no larger. */
const CHUNK = 2 * MIB;
/** The signal of a transfer that nobody ends. */
const endless = () => new AbortController().signal;

/** A body that comes in these parts, and how much of it was asked for. */
function bodyOf(all: readonly Bytes[]) {
  // No server sends a part without bytes.
  const parts = all.filter(({ byteLength }) => byteLength > 0);
  const state = { read: 0, isCancelled: false };
  const stream = byteStream(
    {
      pull(feed) {
        const part = parts[state.read];
        state.read += 1;
        if (part === undefined) feed.close();
        else feed.enqueue(part);
      },
    },
    () => {
      state.isCancelled = true;
    },
  );
  return { body: unread(stream), state };
}

const unread = (stream: ReadableStream<Bytes>): UnreadBody => ({
  stream,
  blob: () => new Response(stream).blob(),
});

const filled = (size: number, byte = 1): Bytes => new Uint8Array(size).fill(byte);
const bytesOf = async (blobs: readonly BlobPart[]) =>
  new Uint8Array(await new Blob([...blobs]).arrayBuffer());
const join = (parts: readonly Bytes[]) => new Uint8Array(Buffer.concat(parts));
const turn = () => new Promise((resolve) => void setImmediate(resolve));

/** Leave for so many chunks. */
function creditsFor(count: number): Credits {
  const credits = new Credits();
  for (let i = 0; i < count; i += 1) credits.give();
  return credits;
}

/** Sends a body with leave for everything: the chunks that come of it. */
async function sent(body: UnreadBody, length: number | null = null): Promise<readonly (Blob | Bytes)[]> {
  const prepared = await prepare(body, length);
  if ('whole' in prepared) return prepared.whole === null ? [] : [new Blob([prepared.whole])];
  const chunks: Blob[] = [];
  await sendBody(prepared, creditsFor(10_000), endless(), (chunk) => chunks.push(chunk));
  return chunks;
}

/** Lets a transfer come to rest: nothing has happened for some turns of the event loop. */
async function rest(progress: () => number): Promise<void> {
  for (let quiet = 0, before = -1; quiet < 10; before = progress()) {
    await new Promise((resolve) => void setTimeout(resolve, 0));
    await turn();
    quiet = before === progress() ? quiet + 1 : 0;
  }
}

describe('a body', () => {
  it('that is none is sent as none', async () => {
    expect(await prepare(null, null)).toEqual({ whole: null });
    expect(await prepare(null, 5)).toEqual({ whole: null });
  });

  it.each([0, 1, 6 * KIB, 64 * KIB])('of %i bytes, as stated, is sent whole', async (size) => {
    const { body } = bodyOf([filled(size, 7)]);
    const prepared = await prepare(body, size);
    const whole = 'whole' in prepared ? prepared.whole : null;
    expect(whole).toEqual(filled(size, 7));
  });

  it('of a larger stated length is not read before it is sent', async () => {
    const { body, state } = bodyOf([filled(64 * KIB + 1)]);
    expect(await prepare(body, 64 * KIB + 1)).toEqual({ unread: body });
    expect(state.read).toBe(0);
  });

  it('of unknown length is not waited for: it may be endless', async () => {
    const body = unread(byteStream({ pull: () => new Promise(() => undefined) }));
    expect(await prepare(body, null)).toEqual({ unread: body });
  });

  it('that is larger than it says, as a packed one is, is read no further than it takes to see that', async () => {
    const { body, state } = bodyOf(Array.from({ length: 100 }, () => filled(10 * KIB)));
    const prepared = await prepare(body, KIB);
    expect(prepared).toHaveProperty('rest');
    expect(state.read).toBe(7);
    expect('first' in prepared ? prepared.first.size : 0).toBe(70 * KIB);
  });

  it('arrives byte by byte as it was, however it is cut and whatever length is stated', async () => {
    const part = fc.uint8Array({ minLength: 0, maxLength: 3000 }).map((bytes) => new Uint8Array(bytes));
    const large = fc.integer({ min: 1, max: 3 * MIB }).map((size) => filled(size, size % 251));
    const parts = fc.array(fc.oneof({ weight: 8, arbitrary: part }, { weight: 1, arbitrary: large }), {
      maxLength: 12,
    });
    const length = fc.constantFrom('none', 'right', 'small');
    await fc.assert(
      fc.asyncProperty(parts, length, async (cut, stated) => {
        const whole = join(cut);
        const size = { none: null, right: whole.byteLength, small: 1 }[stated];
        const arrived = await bytesOf(await sent(bodyOf(cut).body, size));
        expect(Buffer.compare(arrived, whole)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('in many small parts makes few chunks, in large parts no larger ones than it must', async () => {
    const chunks = await sent(bodyOf(Array.from({ length: 400 }, () => filled(16 * KIB))).body);
    expect(chunks.length).toBeLessThan(20);
    expect(Math.max(...chunks.map((chunk) => new Blob([chunk]).size))).toBeLessThanOrEqual(CHUNK + 16 * KIB);
  });

  it('shows its beginning before its end has come', async () => {
    let go: () => void = () => undefined;
    let isBegun = false;
    const body = byteStream({
      async pull(feed) {
        if (isBegun) {
          await new Promise<void>((resolve) => (go = resolve));
          feed.close();
        } else feed.enqueue(filled(10));
        isBegun = true;
      },
    });
    const prepared = await prepare(unread(body), null);
    if ('whole' in prepared) throw new Error('It is not sent in chunks.');
    const first = await new Promise<Blob>((resolve) => {
      void sendBody(prepared, creditsFor(1), endless(), resolve);
    });
    expect(first.size).toBe(10);
    go();
  });
});

describe('without leave', () => {
  /** A transfer of 100 MiB. */
  async function start(signal = endless()) {
    const { body, state } = bodyOf(Array.from({ length: 1600 }, () => filled(64 * KIB)));
    const prepared = await prepare(body, 100 * MIB);
    if ('whole' in prepared) throw new Error('It is not sent in chunks.');
    const chunks: Blob[] = [];
    const credits = new Credits();
    const done = sendBody(prepared, credits, signal, (chunk) => chunks.push(chunk));
    return { state, chunks, credits, done };
  }

  it('no chunk is sent, and little is read', async () => {
    const { state, chunks } = await start();
    await rest(() => state.read);
    expect(chunks).toEqual([]);
    expect(state.read * 64 * KIB).toBeLessThanOrEqual(MIB + 64 * KIB);
  });

  it('for more, one leave is one chunk', async () => {
    const { state, chunks, credits } = await start();
    for (let given = 1; given <= 5; given += 1) {
      credits.give();
      await rest(() => state.read);
      expect(chunks).toHaveLength(given);
    }
    expect(state.read * 64 * KIB).toBeLessThanOrEqual(6 * CHUNK + 64 * KIB);
  });

  it('a large body never has more than a few megabytes here', async () => {
    const { state, chunks, credits, done } = await start();
    let sentBytes = 0;
    let most = 0;
    while (sentBytes < 100 * MIB) {
      credits.give();
      await turn();
      sentBytes += chunks.splice(0).reduce((sum, { size }) => sum + size, 0);
      most = Math.max(most, state.read * 64 * KIB - sentBytes);
    }
    await done;
    expect(sentBytes).toBe(100 * MIB);
    expect(most).toBeLessThan(4 * MIB);
  });
});

describe('a transfer that ends early', () => {
  it.each([
    ['while it waits for leave', 0],
    ['in its midst', 1],
  ])('%s cancels its source, and sends nothing more', async (_when, leaves) => {
    const end = new AbortController();
    const { body, state } = bodyOf(Array.from({ length: 100 }, () => filled(64 * KIB)));
    // It has begun to be read: it is larger than it says.
    const prepared = await prepare(body, 1);
    if ('whole' in prepared) throw new Error('It is not sent in chunks.');
    const chunks: Blob[] = [];
    const done = sendBody(prepared, creditsFor(leaves), end.signal, (chunk) => chunks.push(chunk));
    await rest(() => state.read);
    end.abort();
    await done;
    expect([chunks.length, state.isCancelled]).toEqual([leaves, true]);
    const { read } = state;
    await rest(() => state.read);
    expect([state.read, chunks.length]).toEqual([read, leaves]);
  });

  it('before it has begun is not begun', async () => {
    const end = new AbortController();
    const { body, state } = bodyOf([filled(64 * KIB)]);
    const done = sendBody({ unread: body }, new Credits(), end.signal, () => expect.unreachable());
    end.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    expect(state.read).toBe(0);
  });

  it('by its server fails, and nothing more is sent', async () => {
    const body = byteStream({ pull: (feed) => feed.error(new Error('reset')) });
    const prepared = await prepare(unread(body), null);
    if ('whole' in prepared) throw new Error('It is not sent in chunks.');
    const chunks: Blob[] = [];
    await expect(sendBody(prepared, creditsFor(9), endless(), (chunk) => chunks.push(chunk))).rejects.toThrow(
      'reset',
    );
    expect(chunks).toEqual([]);
  });
});

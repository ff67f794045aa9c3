import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listen } from './listener.ts';
import { bytesOf } from './stub-pod.ts';

/** What has been sent of one body. */
export interface Streamed {
  /** Bytes that are on their way, or there. */
  readonly sent: number;
  /** The sum of these, by `sumOn`. */
  readonly sum: number;
}

/** A pod whose resources are as long as their names say, `/BYTES/NAME`, and are made up as they are sent. */
export interface StreamingPod extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  /** What has been sent of the resource at a path, which was asked for once. */
  streamed(path: string): Streamed;
}

const HEADERS = {
  'content-type': 'application/octet-stream',
  'access-control-allow-origin': '*',
  'cache-control': 'no-store',
};
const BLOCK = bytesOf(64 * 1024);

export async function startStreamingPod(): Promise<StreamingPod> {
  const listener = await listen();
  const all = new Map<string, Streamed>();
  listener.answer(async ({ url = '' }, response) => {
    const length = Number(/^\/(\d+)\//.exec(url)?.[1] ?? 0);
    response.writeHead(200, { ...HEADERS, 'content-length': length });
    const blocks = blocksOf(length, (streamed) => all.set(url, streamed));
    // Sends no more than the system takes. Whoever leaves early has had enough.
    await pipeline(Readable.from(blocks, { highWaterMark: 1 }), response).catch(() => undefined);
  });
  return {
    url: `${listener.origin}/`,
    streamed: (path) => all.get(path) ?? { sent: 0, sum: 0 },
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

/** A body of a length, in blocks of which no two are the same. */
function* blocksOf(length: number, onSent: (streamed: Streamed) => void) {
  let sum = 0;
  for (let sent = 0; sent < length; ) {
    const block = Buffer.from(BLOCK.subarray(0, length - sent));
    if (block.length >= 4) block.writeUInt32LE(sent % 2 ** 32);
    sent += block.length;
    sum = sumOn(sum, block);
    onSent({ sent, sum });
    yield block;
  }
}

/** Carries on a sum of bytes that depends on their order. It is handed to pages as text: it may use nothing from here. */
export function sumOn(sum: number, bytes: Uint8Array): number {
  let next = sum;
  for (const byte of bytes) next = (Math.imul(next, 31) + byte) | 0;
  return next;
}

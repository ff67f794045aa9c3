import { stayAwake } from '../platform/awake.ts';
import type { Credits } from './credits.ts';
import type { UnreadBody } from './relay.ts';

/** Bytes that go along with the head of a response, at most: one message is faster than two. */
const INLINE = 64 * 1024;
/** Bytes in a chunk, at most: fewer and larger ones are faster, and each is a handle to memory outside the worker. */
const CHUNK = 2 * 1024 * 1024;

/** What comes of a body, part by part. */
interface Parts {
  /** Resolves to null at the end. */
  read(): Promise<Blob | null>;
  cancel(): Promise<void>;
}

/** A body of which the beginning was read. */
interface Begun {
  readonly first: Blob;
  readonly rest: Parts;
}

/** A body, ready to be sent: whole where it is small, else unread, unless it was said to be smaller than it is. */
export type Prepared =
  | { readonly whole: Uint8Array<ArrayBuffer> | null }
  | Begun
  | { readonly unread: UnreadBody };

/** Reads a body that is stated to be small. Without a stated length it may be an endless one. */
export async function prepare(unread: UnreadBody | null, length: number | null): Promise<Prepared> {
  if (unread === null) return { whole: null };
  const isSmall = length !== null && length <= INLINE;
  if (!isSmall) return { unread };
  const reader = unread.stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; size <= INLINE; ) {
    const { done, value } = await reader.read();
    if (done) return { whole: joined(chunks, size) };
    chunks.push(value);
    size += value.byteLength;
  }
  const read = async () => {
    const { done, value } = await reader.read();
    return done ? null : new Blob([value]);
  };
  return { first: new Blob(chunks), rest: { read, cancel: () => reader.cancel() } };
}

/** Reads into one buffer over and over: a new one for each part would pile up until they are collected. */
function partsOf(stream: UnreadBody['stream']): Parts {
  const reader = stream.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(CHUNK);
  return {
    async read() {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done) return null;
      ({ buffer } = value);
      return new Blob([value]);
    },
    cancel: () => reader.cancel(),
  };
}

/** Small bodies travel as bytes: to look up a Blob takes longer than to copy them. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Sends a body as its page takes it, and nothing before there is leave for it: whole, so that its bytes never come
 * here, or in chunks.
 *
 * @param signal what the body was fetched with: it ends that, too
 */
export async function sendBody(
  body: Exclude<Prepared, { whole: unknown }>,
  credits: Credits,
  signal: AbortSignal,
  send: (chunk: Blob) => void,
): Promise<void> {
  if ('rest' in body) {
    await sendChunks(body, credits, signal, send);
    return;
  }
  const isWhole = await credits.isForAll(signal);
  signal.throwIfAborted();
  const { stream, blob } = body.unread;
  if (isWhole) send(await stayAwake(blob()));
  else await sendChunks({ first: new Blob(), rest: partsOf(stream) }, credits, signal, send);
}

/** As large chunks as what has come allows: a page that does not read stops the server, too. */
async function sendChunks(
  { first, rest }: Begun,
  credits: Credits,
  signal: AbortSignal,
  send: (chunk: Blob) => void,
): Promise<void> {
  signal.addEventListener('abort', () => void rest.cancel().catch(() => undefined));
  let parts = first.size > 0 ? [first] : [];
  let size = first.size;
  const flush = async (): Promise<void> => {
    await credits.take(signal);
    const [only] = parts;
    if (!signal.aborted) send(parts.length === 1 && only !== undefined ? only : new Blob(parts));
    parts = [];
    size = 0;
  };
  for (;;) {
    const reading = rest.read();
    // What has come is not held back for what may be long in coming.
    if (size > 0 && (await isLater(reading))) await flush();
    const part = await reading;
    if (part === null || signal.aborted) break;
    parts.push(part);
    size += part.size;
    if (size >= CHUNK) await flush();
  }
  if (size > 0) await flush();
}

/** Whether a promise is still open after a turn of the event loop. */
async function isLater(promise: Promise<unknown>): Promise<boolean> {
  const turn = new Promise<true>((resolve) => {
    setTimeout(() => {
      resolve(true);
    }, 0);
  });
  return await Promise.race([promise.then(() => false).catch(() => false), turn]);
}

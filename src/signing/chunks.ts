/** Bytes that go along with the head of a response, at most: one message is faster than two. */
const INLINE = 64 * 1024;
/** Bytes in a chunk, at most: fewer and larger ones are faster, and each is a handle to memory outside the worker. */
const CHUNK = 1024 * 1024;

/** The page's leave to send more of a body. */
export class Credits {
  #credits = 0;
  #wake: (() => void) | undefined;

  give(): void {
    this.#credits += 1;
    this.#wake?.();
  }

  /** Resolves once there is leave for one more chunk, or the transfer has ended. */
  async take(signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake);
    while (this.#credits === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    signal.removeEventListener('abort', wake);
    this.#credits -= 1;
  }
}

/** A body, ready to be sent: whole where it is small, else what was read of it and the rest. */
export type Prepared =
  | { readonly whole: Uint8Array<ArrayBuffer> | null }
  | { readonly first: Blob; readonly rest: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> };

/** Reads the beginning of a body, as far as it comes at once, to see whether it is a small one. */
export async function prepare(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  length: number | null,
): Promise<Prepared> {
  if (body === null) return { whole: null };
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  // Without a stated length it may be an endless one, of which the page wants to see the beginning.
  const isSmall = length !== null && length <= INLINE;
  for (let size = 0; isSmall && size <= INLINE; ) {
    const { done, value } = await reader.read();
    if (done) return { whole: joined(chunks, size) };
    chunks.push(value);
    size += value.byteLength;
  }
  return { first: new Blob(chunks), rest: reader };
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
 * Sends a body in chunks, as large as what has come allows, and none before there is leave for it: a page that does
 * not read stops the server, too.
 */
export async function sendChunks(
  { first, rest }: Extract<Prepared, { rest: unknown }>,
  credits: Credits,
  signal: AbortSignal,
  send: (chunk: Blob) => void,
): Promise<void> {
  signal.addEventListener('abort', () => void rest.cancel().catch(() => undefined));
  let parts: BlobPart[] = first.size > 0 ? [first] : [];
  let size = first.size;
  const flush = async (): Promise<void> => {
    await credits.take(signal);
    if (!signal.aborted) send(new Blob(parts));
    parts = [];
    size = 0;
  };
  for (;;) {
    const reading = rest.read();
    // What has come is not held back for what may be long in coming.
    if (size > 0 && (await isLater(reading))) await flush();
    const { done, value } = await reading;
    if (done || signal.aborted) break;
    parts.push(value);
    size += value.byteLength;
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

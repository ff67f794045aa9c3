import { errorOf } from './channel.ts';
import {
  create,
  NativeBlob,
  NativeReader,
  NativeStream,
  NativeUint8Array,
  readBytes,
  readFrom,
} from './intrinsics.ts';

/** How many chunks may be on their way or lie ready while the page is at one: enough to hide the way from the worker. */
const CREDITS = 4;

/** What is said to the worker of a body: another chunk may come, all of it may at once, or nobody wants the rest. */
type Say = (type: 'more' | 'whole' | 'abort') => void;

/** A body that comes as the page takes it: in chunks as it reads the stream, or whole; before that, not at all. */
export class ChunkStream {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #say: Say;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** Bytes that the page has not read, by number. No array: a page may replace what arrays can do. */
  readonly #ready = create(null) as Record<number, Promise<Uint8Array | undefined> | undefined>;
  #asked = 0;
  #added = 0;
  #taken = 0;
  #wake: (() => void) | undefined;
  /** What has come of a body that is wanted whole. */
  #parts: Blob[] | undefined;
  /** A stream that is over takes no more chunks, though some may be under way. */
  #state: 'open' | 'ended' | 'over' = 'open';

  #failure: Error | undefined;

  constructor(say: Say) {
    this.#say = say;
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      this.#controller = controller;
    };
    const pull = (): Promise<void> => this.#pull();
    const cancel = (): void => {
      this.#state = 'over';
      say('abort');
    };
    // What the stream itself kept ready would be asked for before anybody reads.
    this.stream = new NativeStream({ start, pull, cancel }, { highWaterMark: 0 });
  }

  /** Takes the body whole, as a reader would that reads it to its end; null where it is not there for the taking. */
  whole(): Promise<Blob> | null {
    if (this.#asked > 0 || this.#parts !== undefined) return null;
    // The browser leaves a body unused that was given up before anybody wanted it.
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#state !== 'open') return null;
    try {
      return this.#collect(new NativeReader(this.stream));
    } catch {
      // It is locked.
      return null;
    }
  }

  add(chunk: Blob): void {
    if (this.#parts === undefined) this.#ready[this.#added] = this.#bytesOf(chunk);
    else this.#parts[this.#added] = chunk;
    this.#added += 1;
    this.#wake?.();
  }

  end(): void {
    if (this.#state === 'open') this.#state = 'ended';
    this.#wake?.();
    this.#closeAtEnd();
  }

  fail(error: Error): void {
    this.#state = 'over';
    this.#failure = error;
    this.#controller?.error(error);
  }

  async #collect(reader: ReadableStreamDefaultReader): Promise<Blob> {
    const parts: Blob[] = [];
    this.#parts = parts;
    this.#say('whole');
    // It resolves at the end of the stream, and fails as that does.
    await readFrom(reader);
    this.#parts = [];
    return new NativeBlob(parts);
  }

  async #pull(): Promise<void> {
    if (this.#parts !== undefined) return;
    for (; this.#asked <= this.#taken + CREDITS; this.#asked += 1) this.#say('more');
    if (this.#taken === this.#added) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const bytes = await this.#ready[this.#taken];
    if (bytes === undefined || this.#state === 'over') return;
    this.#ready[this.#taken] = undefined;
    this.#taken += 1;
    this.#controller?.enqueue(bytes);
    this.#closeAtEnd();
  }

  async #bytesOf(chunk: Blob): Promise<Uint8Array | undefined> {
    try {
      return new NativeUint8Array(await readBytes(chunk));
    } catch {
      this.fail(errorOf('network'));
      return undefined;
    }
  }

  #closeAtEnd(): void {
    const isTaken = this.#parts !== undefined || this.#taken === this.#added;
    if (this.#state !== 'ended' || !isTaken) return;
    this.#state = 'over';
    this.#controller?.close();
  }
}

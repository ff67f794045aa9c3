import { errorOf } from './channel.ts';
import { NativeStream, NativeUint8Array, readBytes } from './intrinsics.ts';

/** How many chunks may be under way: enough to hide the way between worker and page. */
const CREDITS = 4;

/** A body that comes in chunks, which turn into bytes one after the other, whichever Blob is read first. */
export class ChunkStream {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #last: Promise<void> = Promise.resolve();
  /** A stream that has ended takes no more chunks, though some may be under way. */
  #isOver = false;
  #underWay = 0;

  /**
   * @param give asks for one more chunk
   * @param stop says that nobody wants the rest
   */
  constructor(give: () => void, stop: () => void) {
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      this.#controller = controller;
    };
    // Leave is given for as much as there is room: one for each `pull` would be two for one chunk.
    const pull = ({ desiredSize }: ReadableStreamDefaultController<Uint8Array>): void => {
      for (; this.#underWay < (desiredSize ?? 0); this.#underWay += 1) give();
    };
    const cancel = (): void => {
      this.#isOver = true;
      stop();
    };
    this.stream = new NativeStream({ start, pull, cancel }, { highWaterMark: CREDITS });
  }

  add(chunk: Blob): void {
    const bytes = readBytes(chunk);
    this.#next(async () => {
      const part = new NativeUint8Array(await bytes);
      this.#underWay -= 1;
      if (!this.#isOver) this.#controller?.enqueue(part);
    });
  }

  end(): void {
    this.#next(() => {
      if (!this.#isOver) this.#controller?.close();
    });
  }

  fail(error: Error): void {
    this.#isOver = true;
    this.#controller?.error(error);
  }

  #next(act: () => void | Promise<void>): void {
    this.#last = this.#last.then(act).catch(() => this.fail(errorOf('network')));
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What a stream of bytes is fed by. */
interface Feed {
  enqueue(part: Bytes): void;
  close(): void;
  error(reason: Error): void;
}

/** A stream of bytes as that of a response is one, which may be read into a buffer of the reader's. */
export function byteStream(
  act: Partial<Record<'start' | 'pull', (feed: Feed) => void | Promise<void>>>,
  cancel: () => void = () => undefined,
): ReadableStream<Bytes> {
  const feedOf = (controller: ReadableByteStreamController): Feed => ({
    // It takes the buffer away.
    enqueue: (part) => controller.enqueue(part.slice()),
    close() {
      controller.close();
      // Whoever waits with a buffer is told apart.
      controller.byobRequest?.respond(0);
    },
    error: (reason) => controller.error(reason),
  });
  return new ReadableStream({
    type: 'bytes',
    start: (controller) => act.start?.(feedOf(controller)),
    pull: (controller) => act.pull?.(feedOf(controller)),
    cancel,
  });
}

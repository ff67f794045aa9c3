import type { CDPSession } from 'playwright-core';
import type { Chromium } from './browser.ts';

/** What a worker holds, in bytes. */
export interface Memory {
  /** The heap of its scripts. */
  readonly heap: number;
  /** The browser's own objects for it, such as streams and responses. */
  readonly embedder: number;
  /** The bytes of buffers, which stand outside the heap. */
  readonly buffers: number;
}

/**
 * Looks into the running worker of the extension, as DevTools would.
 *
 * @param options.isCollected whether to have what it no longer needs collected before each look
 */
export async function memoryOfWorker(
  { devtools, extensionId }: Chromium,
  { isCollected }: { readonly isCollected: boolean },
): Promise<() => Promise<Memory>> {
  const { targetInfos } = await devtools.send('Target.getTargets');
  const target = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${extensionId}/`),
  );
  if (target === undefined) throw new Error('The worker does not run.');
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId: target.targetId });
  let last = 0;
  const send = async (method: string): Promise<unknown> => {
    last += 1;
    const answered = answerOf(devtools, sessionId, last);
    const message = JSON.stringify({ id: last, method });
    await devtools.send('Target.sendMessageToTarget', { sessionId, message });
    return await answered;
  };
  return async () => {
    if (isCollected) await send('HeapProfiler.collectGarbage');
    const usage = (await send('Runtime.getHeapUsage')) as HeapUsage;
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = usage;
    return { heap: usedSize, embedder: embedderHeapUsedSize, buffers: backingStorageSize };
  };
}

export function sumOf({ heap, embedder, buffers }: Memory): number {
  return heap + embedder + buffers;
}

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

function answerOf(devtools: CDPSession, session: string, id: number): Promise<unknown> {
  return new Promise((resolve) => {
    const hear = ({ sessionId, message }: { sessionId: string; message: string }): void => {
      const answer = JSON.parse(message) as { id?: number; result: unknown };
      if (sessionId !== session || answer.id !== id) return;
      devtools.off('Target.receivedMessageFromTarget', hear);
      resolve(answer.result);
    };
    devtools.on('Target.receivedMessageFromTarget', hear);
  });
}

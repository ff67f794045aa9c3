import { LatchkeyError } from '../domain/errors.ts';

/** Milliseconds that a request waits for its signature, and whatever that waits for. */
export const PATIENCE = 20_000;

/**
 * Waits for something no longer than a request may.
 *
 * @throws LatchkeyError `timed-out`
 */
export async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LatchkeyError('timed-out')), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

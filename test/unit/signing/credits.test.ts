import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Credits } from '../../../src/signing/chunks.ts';

const endless = () => new AbortController().signal;

describe('credits', () => {
  it('are taken one by one, in whatever order they are given', async () => {
    const credits = new Credits();
    credits.give();
    credits.give();
    await credits.take(endless());
    await credits.take(endless());
    let isTaken = false;
    const third = credits.take(endless()).then(() => (isTaken = true));
    await new Promise((resolve) => void setImmediate(resolve));
    expect(isTaken).toBe(false);
    credits.give();
    await third;
  });

  it('leave nothing behind at the signal of a long transfer', async () => {
    const [credits, signal] = [new Credits(), endless()];
    for (let i = 0; i < 5; i += 1) {
      const taken = credits.take(signal);
      credits.give();
      await taken;
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('are no longer waited for when the transfer has ended', async () => {
    const end = new AbortController();
    const taken = new Credits().take(end.signal);
    end.abort();
    await expect(taken).resolves.toBeUndefined();
    await expect(new Credits().take(AbortSignal.abort())).resolves.toBeUndefined();
  });
});

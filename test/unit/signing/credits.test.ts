import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Credits } from '../../../src/signing/credits.ts';

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

  it('for everything do not run out', async () => {
    const credits = new Credits();
    credits.giveAll();
    expect(await credits.isForAll(endless())).toBe(true);
    for (let i = 0; i < 1000; i += 1) await credits.take(endless());
    expect(await credits.isForAll(endless())).toBe(true);
  });

  it('for everything wake who waits for one', async () => {
    const credits = new Credits();
    const taken = credits.take(endless());
    credits.giveAll();
    await expect(taken).resolves.toBeUndefined();
  });

  it('for one chunk are none for everything, and asking takes none away', async () => {
    const credits = new Credits();
    const isForAll = credits.isForAll(endless());
    credits.give();
    expect(await isForAll).toBe(false);
    await credits.take(endless());
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
    await expect(new Credits().isForAll(AbortSignal.abort())).resolves.toBe(false);
  });
});

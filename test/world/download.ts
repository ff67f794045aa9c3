import type { Page } from 'playwright-core';
import { sumOn } from './streaming-pod.ts';

/** What a page has read of a body. */
export interface Downloaded {
  readonly read: number;
  /** The sum of the bytes, by `sumOn`. */
  readonly sum: number;
}

/** Has a page read a body by its `solid.fetch`, to the end; it reads on while it says that it has read another part. */
export async function download(
  tab: Page,
  url: string,
  part: number,
  onPart: () => unknown = () => undefined,
): Promise<Downloaded> {
  const tell = `tell${crypto.randomUUID().replaceAll('-', '')}`;
  await tab.exposeFunction(tell, () => void onPart());
  return tab.evaluate(`(async () => {
    const sumOn = ${String(sumOn)};
    const reader = (await solid.fetch('${url}')).body.getReader();
    let [sum, read, told] = [0, 0, 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { sum, read };
      sum = sumOn(sum, value);
      read += value.byteLength;
      if (read - told < ${part}) continue;
      told += ${part};
      void ${tell}();
    }
  })()`);
}

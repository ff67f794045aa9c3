import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, OWN, openComparison, SOLID } from '../world/comparison.ts';
import { describe as describeError } from '../world/observed.ts';
import { BEGINNING, bytesOf, LARGE } from '../world/stub-pod.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

let scene: Scene;
let comparison: Comparison;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  comparison = await openComparison(scene.browser);
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await comparison[Symbol.asyncDispose]();
});

describe('A page that no longer wants an answer', () => {
  for (const fetch of [SOLID, OWN] as const) {
    test(`is rid of it by ${fetch}, before the pod has answered, and the pod hears of it`, async () => {
      const path = `/silent/${fetch.length}`;
      const outcome = comparison.tab.evaluate<string>(
        `globalThis.end = new AbortController();
        (${fetch})('${comparison.pod.url}${path.slice(1)}', { signal: end.signal }).catch(${String(describeError)})`,
      );
      await comparison.pod.arrived(path);
      await comparison.tab.evaluate('end.abort()');
      expect(await outcome).toBe('DOMException AbortError');
      await comparison.pod.left(path);
    });

    test(`is rid of it by ${fetch}, in the middle, and the pod hears of it`, async () => {
      const path = `/held/abort${fetch.length}`;
      const outcome = comparison.tab.evaluate<string>(
        `(async () => {
          const end = new AbortController();
          const response = await (${fetch})('${comparison.pod.url}${path.slice(1)}', { signal: end.signal });
          const reader = response.body.getReader();
          await reader.read();
          end.abort();
          for (;;) if ((await reader.read()).done) return 'done';
        })().catch(${String(describeError)})`,
      );
      expect(await outcome).toBe('DOMException AbortError');
      await comparison.pod.left(path);
    });
  }
});

describe('A large body', () => {
  test('comes byte for byte', async () => {
    const digest = await comparison.by(SOLID, async (fetch, pod) => {
      const bytes = await (await fetch(`${pod}large/`)).arrayBuffer();
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))];
    });
    expect(Buffer.from(digest as number[])).toEqual(createHash('sha256').update(bytesOf(LARGE)).digest());
  });

  for (const fetch of [SOLID, OWN] as const) {
    test(`begins to come by ${fetch} while the pod holds back its rest`, async () => {
      const sizes = await comparison.by(
        fetch,
        `async (fetch, pod) => {
            const reader = (await fetch(pod + 'held/${fetch.length}')).body.getReader();
            const { value } = await reader.read();
            await window.fetch(pod + 'release/held?name=${fetch.length}');
            let whole = value.byteLength;
            for (let part = await reader.read(); !part.done; part = await reader.read()) whole += part.value.byteLength;
            return [value.byteLength, whole];
          }`,
      );
      const [first, whole] = sizes as [number, number];
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(BEGINNING);
      expect(whole).toBe(LARGE);
    });
  }
});

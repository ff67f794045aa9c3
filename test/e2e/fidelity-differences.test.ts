import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Act, type Comparison, OWN, openComparison, SOLID } from '../world/comparison.ts';
import { startStubPod } from '../world/stub-pod.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';

/**
 * Where `solid.fetch` differs, and why. Whatever else differed would fail the table; that these do differ is
 * tested, too.
 */
const DIFFERENCES = {
  headers:
    'CORS hides what a pod does not expose from a page’s own fetch; the worker is not held by CORS, and an app may need what a grant covers',
  body: 'HEAD, 204, 205 and 304 have no body, as the Fetch Standard says; Chromium makes it an empty one',
  options: 'OPTIONS is sent where CORS would have it asked for first',
  stream: 'A streamed body goes over HTTP/1.1, too: Latchkey collects it before it is sent',
  cookies: 'Cookies are never sent, even where the page wants it',
  otherOrigin: 'A redirect to another origin is an error: nothing that was signed for one goes to another',
} as const;

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

describe('Where it differs', () => {
  test(DIFFERENCES.headers, async () => {
    const { solid, own } = await comparison.both(async (fetch, pod) =>
      (await fetch(`${pod}headers/`)).headers.get('x-hidden'),
    );
    expect([solid, own]).toEqual(['three', null]);
  });

  test(DIFFERENCES.body, async () => {
    const { solid, own } = await comparison.both(async (fetch, pod) => {
      const answers = [
        await fetch(`${pod}headers/`, { method: 'HEAD' }),
        await fetch(`${pod}status/204`),
        await fetch(`${pod}status/205`),
        await fetch(`${pod}cached/`, { headers: { 'if-none-match': '"one"' } }),
      ];
      return answers.map(({ body }) => body === null);
    });
    expect(solid).toEqual([true, true, true, true]);
    expect(own).toEqual([false, false, false, false]);
  });

  test(DIFFERENCES.options, async () => {
    const act: Act = async (fetch, pod, _, tell) =>
      fetch(`${pod}echo/`, { method: 'OPTIONS' }).then(({ status }) => status, tell);
    expect(await comparison.both(act)).toEqual({ solid: 204, own: 'TypeError TypeError' });
  });

  test(DIFFERENCES.stream, async () => {
    const { solid, own } = await comparison.both(async (fetch, pod, _, tell) => {
      const body = new Blob(['in ', 'parts']).stream();
      const init = { method: 'PUT', body, duplex: 'half' } as RequestInit;
      return fetch(`${pod}echo/`, init).then(
        async (answer) => ((await answer.json()) as { body: string }).body,
        tell,
      );
    });
    expect([solid, own]).toEqual(['in parts', 'TypeError TypeError']);
  });

  test(DIFFERENCES.cookies, async () => {
    // Cookies know no ports: the page sets one that the pod would be sent, too.
    await comparison.tab.evaluate(() => cookieStore.set('mine', '1'));
    await comparison.by(
      SOLID,
      async (fetch, pod) => (await fetch(`${pod}echo/cookie`, { credentials: 'include' })).status,
    );
    await comparison.by(OWN, async (fetch, pod, _, tell) =>
      fetch(`${pod}echo/own-cookie`, { credentials: 'include' }).then(({ status }) => status, tell),
    );
    expect((await comparison.pod.arrived('/echo/cookie')).headers.cookie).toBeUndefined();
    expect((await comparison.pod.arrived('/echo/own-cookie')).headers.cookie).toContain('mine=1');
  });

  test(DIFFERENCES.otherOrigin, async () => {
    await using other = await startStubPod();
    const { solid, own } = await comparison.both(
      `(fetch, pod, look, tell) => fetch(pod + 'redirect/307?to=${other.url}echo/', { method: 'PUT', body: 'secret' }).then((r) => r.status, tell)`,
    );
    expect([solid, own]).toEqual(['TypeError TypeError', 200]);
    expect(other.seen).toHaveLength(1);
    expect(other.seen[0]?.headers).not.toHaveProperty('dpop');
  });
});

describe('What arrives at the pod', () => {
  test('is signed, tells of no page, and holds nothing else that the page did not say', async () => {
    await comparison.by(SOLID, async (fetch, pod) => (await fetch(`${pod}echo/signed`)).status);
    const { headers } = await comparison.pod.arrived('/echo/signed');
    expect(headers.authorization).toMatch(/^DPoP ./);
    expect(headers['dpop']).toMatch(/^ey/);
    for (const name of ['origin', 'referer', 'cookie', 'access-control-request-method']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test('is never a signature of the page’s, nor a header that speaks for the browser', async () => {
    await comparison.by(SOLID, async (fetch, pod) => {
      const headers = { dpop: 'forged', 'x-custom': 'kept', 'proxy-x': 'a', 'sec-x': 'b' };
      return (await fetch(`${pod}echo/forged`, { headers })).status;
    });
    const { headers } = await comparison.pod.arrived('/echo/forged');
    expect(headers['x-custom']).toBe('kept');
    expect(headers['dpop']).toMatch(/^ey/);
    expect(headers['dpop']).not.toContain('forged');
    expect(headers).not.toHaveProperty('proxy-x');
    expect(headers).not.toHaveProperty('sec-x');
  });

  test('comes back without what is between pod and browser', async () => {
    const names = await comparison.by(SOLID, async (fetch, pod) => [
      ...(await fetch(`${pod}headers/`)).headers.keys(),
    ]);
    expect(names).toContain('x-hidden');
    expect(names).not.toContain('dpop-nonce');
    expect(names).not.toContain('set-cookie');
  });

  test('is the page’s own where it signs for itself', async () => {
    await comparison.by(SOLID, async (fetch, pod) => {
      return (await fetch(`${pod}echo/own`, { headers: { authorization: 'Bearer mine' } })).status;
    });
    const { headers } = await comparison.pod.arrived('/echo/own');
    expect(headers.authorization).toBe('Bearer mine');
    expect(headers).not.toHaveProperty('dpop');
    expect(headers.origin).toBe(comparison.site.origin);
  });
});

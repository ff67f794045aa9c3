import { describe, expect, it } from 'vitest';
import { relay } from '../../../src/signing/relay.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { Reply } from '../../fakes/server.ts';
import { LEAVE, relayed, requestFor, startPod } from './relay-stage.ts';

/** A pod whose `/from` leads to `location`; everything else is there. */
async function startLeading(status: number, location: string | undefined, then: Record<string, Reply> = {}) {
  return await startPod(({ path }) => {
    if (path === '/from') return { status, headers: location === undefined ? {} : { location } };
    return then[path] ?? { body: 'there' };
  });
}

/** One redirect after the other, `/0` to `/1` and on, up to `/last`. */
async function startChain(last: number) {
  return await startPod(({ path }) => {
    const at = Number(path.slice(1));
    return at < last ? { status: 302, headers: { location: `/${at + 1}` } } : { body: `at ${at}` };
  });
}

describe('a redirect within the pod’s origin', () => {
  it('is looked at and signed anew, and shows in what comes back', async () => {
    const { pod, ports } = await startLeading(302, '/to?a');
    const answer = await relayed(
      requestFor(`${pod.url}from`, { headers: [['accept', 'text/turtle']] }),
      ports,
    );
    expect(answer).toMatchObject({ status: 200, url: `${pod.url}to?a`, redirected: true, text: 'there' });
    expect(ports.may.mock.calls.map(([url, method]) => [url.pathname, method])).toEqual([
      ['/from', 'GET'],
      ['/to', 'GET'],
    ]);
    expect(pod.seen.map(({ path, headers }) => [path, headers['dpop'], headers.accept])).toEqual([
      ['/from', 'proof-1', 'text/turtle'],
      ['/to?a', 'proof-2', 'text/turtle'],
    ]);
    expect(ports.sign.mock.calls.map(([, url]) => url.pathname)).toEqual(['/from', '/to']);
  });

  // Fetch Standard, HTTP-redirect fetch, step 12.
  it.each([
    [301, 'GET', 'GET'],
    [302, 'HEAD', 'HEAD'],
    [303, 'HEAD', 'HEAD'],
    [303, 'GET', 'GET'],
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'DELETE', 'GET'],
    [301, 'PUT', 'PUT'],
    [302, 'PATCH', 'PATCH'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [307, 'PUT', 'PUT'],
    [308, 'PATCH', 'PATCH'],
  ])(
    'by %i makes of a %s a %s, and the body goes along where it is the same',
    async (status, method, next) => {
      const { pod, ports } = await startLeading(status, '/to');
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const body = hasBody ? new Blob(['all of it']) : null;
      const headers = hasBody ? ([['content-type', 'text/plain']] as const) : [];
      await relayed(requestFor(`${pod.url}from`, { method, body, headers }), ports);
      const isKept = hasBody && method === next;
      expect(pod.seen[1]).toMatchObject({ method: next, path: '/to', body: isKept ? 'all of it' : '' });
      expect(pod.seen[1]?.headers['content-type']).toBe(isKept ? 'text/plain' : undefined);
      expect(ports.may.mock.calls[1]?.[1]).toBe(next);
      expect(ports.sign.mock.calls[1]?.[0]).toBe(next);
    },
  );

  it.each([
    ['to?a b', '/to?a%20b'],
    ['/a b/c', '/a%20b/c'],
    ['./x/../to', '/to'],
    ['to#part', '/to'],
  ])('to “%s” goes to %s', async (location, path) => {
    const { pod, ports } = await startLeading(302, undefined);
    ports.locationOf.mockResolvedValueOnce(`302 ${location}`);
    const answer = await relayed(requestFor(`${pod.url}from`), ports);
    expect(pod.seen.map((request) => request.path)).toEqual(['/from', path]);
    expect(answer.url).toBe(new URL(path, pod.url).href);
  });

  it('may be refused and made again, as any request', async () => {
    let refusals = 0;
    const { pod, ports } = await startPod(({ path }) => {
      if (path === '/from') return { status: 307, headers: { location: '/to' } };
      refusals += 1;
      return refusals === 1 ? { status: 401, headers: { 'dpop-nonce': 'n' } } : { body: 'there' };
    });
    expect(await relayed(requestFor(`${pod.url}from`), ports)).toMatchObject({
      status: 200,
      redirected: true,
    });
    expect(pod.seen.map(({ path }) => path)).toEqual(['/from', '/to', '/to']);
  });

  it.each([
    [5, null],
    [6, 'network'],
    [50, 'network'],
  ])('is followed five times at most: of %i, %s', async (last, code) => {
    const { pod, ports } = await startChain(last);
    expect(await codeOf(relayed(requestFor(`${pod.url}0`), ports))).toBe(code);
    expect(pod.seen).toHaveLength(6);
  });
});

describe('a redirect is a network error, and nothing more is sent', () => {
  it('to another origin', async () => {
    const { pod: other } = await startPod(() => ({}));
    for (const status of [301, 302, 303, 307, 308]) {
      const { pod, ports } = await startLeading(status, other.url);
      const request = requestFor(`${pod.url}from`, { headers: [['x-own', 'secret']] });
      expect(await codeOf(relay(request, ports, LEAVE))).toBe('network');
      expect([pod.seen.length, other.seen.length, ports.sign.mock.calls.length]).toEqual([1, 0, 1]);
    }
  });

  it.each([
    'https://localhost/to',
    '//evil.example/to',
    'https://evil.example/',
    'data:text/plain,a',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://[',
  ])('to %s', async (location) => {
    const { pod, ports } = await startLeading(302, location);
    expect(await codeOf(relay(requestFor(`${pod.url}from`), ports, LEAVE))).toBe('network');
    expect([pod.seen.length, ports.sign.mock.calls.length]).toEqual([1, 1]);
  });

  it('to what the site was not granted', async () => {
    const { pod, ports } = await startLeading(302, '/secret');
    ports.may.mockImplementation(({ pathname }) => Promise.resolve(pathname !== '/secret'));
    expect(await codeOf(relay(requestFor(`${pod.url}from`), ports, LEAVE))).toBe('network');
    expect([pod.seen.length, ports.sign.mock.calls.length]).toEqual([1, 1]);
  });

  it.each(['PUT', 'POST', 'GET'])('of which nobody tells where it leads: %s', async (method) => {
    const { pod, ports } = await startLeading(307, undefined);
    expect(await codeOf(relay(requestFor(`${pod.url}from`, { method }), ports, LEAVE))).toBe('network');
    expect(pod.seen).toHaveLength(1);
  });

  it('where the page wants none', async () => {
    const { pod, ports } = await startLeading(302, '/to');
    const request = requestFor(`${pod.url}from`, { redirect: 'error' });
    expect(await codeOf(relay(request, ports, LEAVE))).toBe('network');
    expect(pod.seen).toHaveLength(1);
    expect(ports.locationOf).not.toHaveBeenCalled();
  });

  it('in a circle', async () => {
    const { pod, ports } = await startLeading(302, '/from');
    expect(await codeOf(relay(requestFor(`${pod.url}from`), ports, LEAVE))).toBe('network');
    expect(pod.seen).toHaveLength(6);
  });

  it('that the page takes back on the way', async () => {
    const end = new AbortController();
    const { pod, ports } = await startLeading(302, '/to');
    ports.locationOf.mockImplementationOnce(() => {
      end.abort();
      return Promise.resolve('302 /to');
    });
    expect(await codeOf(relay(requestFor(`${pod.url}from`), ports, end.signal))).toBe('network');
    expect(pod.seen).toHaveLength(1);
  });
});

it.each([300, 304])('what is no redirect comes back as it is: %i', async (status) => {
  const { pod, ports } = await startLeading(status, '/to');
  const answer = await relayed(requestFor(`${pod.url}from`), ports);
  expect(answer).toMatchObject({ status, redirected: false });
  expect(pod.seen).toHaveLength(1);
});

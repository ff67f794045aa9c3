import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownFetch } from '../../../src/platform/http.ts';
import { codeOf } from '../../fakes/failure.ts';
import { publicInternet } from '../../fakes/public-internet.ts';
import { serve, serveTls } from '../../fakes/server.ts';

afterEach(() => void vi.restoreAllMocks());

/** Fetches as something that the person typed. */
function get(url: string, maxBytes = 1024, init: RequestInit = {}): Promise<Response> {
  return ownFetch(new URL(url), { from: new URL(url), maxBytes, init });
}

describe('a request of our own', () => {
  it('brings the whole answer, with its final URL', async () => {
    await using server = await serve(({ path }) =>
      path === '/old'
        ? { status: 301, headers: { location: '/new' } }
        : { headers: { link: '<a>' }, body: 'Hello' },
    );
    const response = await get(`${server.url}old`);
    expect([response.url, response.status]).toEqual([`${server.url}new`, 200]);
    expect(response.headers.get('link')).toBe('<a>');
    expect(await response.text()).toBe('Hello');
  });

  it.each([204, 205, 304, 404, 500])('brings an answer of status %i', async (status) => {
    await using server = await serve(() => ({ status }));
    const response = await get(server.url, 0);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('carries no cookies and no referrer, whatever its caller says, and is not cached', async () => {
    const passed = vi.spyOn(globalThis, 'fetch');
    await using server = await serve(() => ({ headers: { 'set-cookie': 'a=b' } }));
    await get(server.url, 0, { credentials: 'include', referrerPolicy: 'unsafe-url', cache: 'force-cache' });
    await get(server.url, 0);

    for (const [, init] of passed.mock.calls) {
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
    }
    for (const { headers } of server.seen) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']));
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['referer']));
    }
    expect(server.seen).toHaveLength(2);
  });
});

describe('an answer that is too large', () => {
  it('is one byte over the cap', async () => {
    await using server = await serve(() => ({ body: 'a'.repeat(1025) }));
    expect(await codeOf(get(server.url, 1024))).toBe('too-large');
    expect(await codeOf(get(server.url, 1025))).toBeNull();
  });

  it('is given up under way when it has no end', async () => {
    let closed: (() => void) | undefined;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    await using server = await serve((_request, response) => {
      const pour = () => {
        while (response.write('a'.repeat(4096)));
      };
      response.on('drain', pour).on('close', () => closed?.());
      pour();
      return 'by-hand';
    });
    expect(await codeOf(get(server.url))).toBe('too-large');
    await hungUp;
  });
});

describe('a server that does not come to an end', () => {
  it.each([
    ['before its answer', () => undefined],
    ['in its answer', (write: (text: string) => void) => write('a')],
  ])('is given up after 20 seconds: it stops %s', async (_where, begin) => {
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    let arrived: (() => void) | undefined;
    const isWaiting = new Promise<void>((resolve) => (arrived = resolve));
    await using server = await serve((_request, response) => {
      begin((text) => void response.write(text));
      arrived?.();
      return 'by-hand';
    });

    const fetching = codeOf(get(server.url));
    await isWaiting;
    limit.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    expect(await fetching).toBe('timed-out');
    expect(timeout).toHaveBeenCalledExactlyOnceWith(20_000);
  });
});

describe('a server that cannot be reached', () => {
  it('is one that nobody listens at', async () => {
    const server = await serve(() => ({}));
    await server[Symbol.asyncDispose]();
    expect(await codeOf(get(server.url))).toBe('unreachable');
  });

  it('is one that hangs up', async () => {
    await using server = await serve((_request, response) => {
      response.destroy();
      return 'by-hand';
    });
    expect(await codeOf(get(server.url))).toBe('unreachable');
  });

  it('is one that redirects for ever', async () => {
    await using server = await serve(() => ({ status: 302, headers: { location: '/' } }));
    expect(await codeOf(get(server.url))).toBe('unreachable');
  });
});

describe('a redirect where none is wanted', () => {
  it.each([301, 302, 303, 307, 308])('is refused with its own code, and not followed: %i', async (status) => {
    await using server = await serve(() => ({ status, headers: { location: '/' } }));
    const failure = { code: 'redirected', subject: new URL(server.url).host };
    await expect(get(server.url, 0, { redirect: 'error' })).rejects.toMatchObject(failure);
    expect(server.seen).toHaveLength(1);
  });

  it('is told apart from an answer that only looks like one', async () => {
    await using server = await serve(() => ({ status: 304 }));
    expect((await get(server.url, 0, { redirect: 'error' })).status).toBe(304);
  });

  it('is refused where the browser hides what it is', async () => {
    const hidden = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(hidden);
    expect(await codeOf(get('https://pod.example/', 0, { redirect: 'error' }))).toBe('redirected');
  });
});

describe('an address that another one names', () => {
  const from = new URL('https://pod.example/');

  it.each([
    ['http://localhost:3000/', 'address-private'],
    ['https://192.168.0.1/', 'address-private'],
    ['https://2130706433/', 'address-private'],
    ['http://pod.example/', 'address-insecure'],
    ['ftp://pod.example/', 'address-invalid'],
    ['https://ann:secret@pod.example/', 'address-invalid'],
  ])('is not asked at all where it may not be: %s', async (url, code) => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    expect(await codeOf(ownFetch(new URL(url), { from, maxBytes: 1 }))).toBe(code);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('does not lead by a redirect to this machine', async () => {
    using internet = await publicInternet();
    await using inside = await serve(() => ({ body: 'a secret of this machine' }));
    await using outside = await serveTls(() => ({ status: 302, headers: { location: inside.url } }));
    const url = internet.at('pod.example', outside);
    expect(await codeOf(ownFetch(url, { from: url, maxBytes: 1024 }))).toBe('address-private');
  });

  it('does not lead by a redirect into a private network', async () => {
    using internet = await publicInternet();
    await using inside = await serveTls(() => ({ body: 'a secret of the network' }));
    const location = internet.at('printer.lan', inside).href;
    await using outside = await serveTls(() => ({ status: 302, headers: { location } }));
    const url = internet.at('pod.example', outside);
    expect(await codeOf(ownFetch(url, { from: url, maxBytes: 1024 }))).toBe('address-private');
  });

  it('leads by a redirect to another public host', async () => {
    using internet = await publicInternet();
    await using next = await serveTls(() => ({ body: 'Hello' }));
    const location = internet.at('idp.example', next).href;
    await using first = await serveTls(() => ({ status: 302, headers: { location } }));
    const url = internet.at('pod.example', first);
    const response = await ownFetch(url, { from: url, maxBytes: 1024 });
    expect([response.url, await response.text()]).toEqual([location, 'Hello']);
  });
});

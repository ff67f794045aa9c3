import { describe, expect, it } from 'vitest';
import { relay } from '../../../src/signing/relay.ts';
import { codeOf } from '../../fakes/failure.ts';
import { LEAVE, relayed, requestFor, startPod } from './relay-stage.ts';

const headerIn = (headers: readonly (readonly [string, string])[], wanted: string) =>
  headers.find(([name]) => name === wanted)?.[1];

describe('a request of a site', () => {
  it('goes out signed, with what the site says, and what comes back is as the server says', async () => {
    const { pod, ports } = await startPod(() => ({
      status: 201,
      headers: { location: '/notes/1', link: '<a>; rel="acl"', 'content-type': 'text/plain', 'x-own': 'b' },
      body: 'made',
    }));
    const headers = [
      ['content-type', 'text/turtle'],
      ['Slug', 'note'],
      ['link', '<b>; rel="type"'],
    ] as const;
    const request = requestFor(`${pod.url}notes/?a=b`, {
      method: 'POST',
      headers,
      body: new Blob(['<> a <#x> .']),
    });
    const answer = await relayed(request, ports);
    expect(answer).toMatchObject({
      status: 201,
      statusText: 'Created',
      url: `${pod.url}notes/?a=b`,
      redirected: false,
    });
    expect(['location', 'link', 'x-own'].map((name) => headerIn(answer.headers, name))).toEqual([
      '/notes/1',
      '<a>; rel="acl"',
      'b',
    ]);
    expect(answer.text).toBe('made');
    expect(pod.seen).toMatchObject([
      {
        method: 'POST',
        path: '/notes/?a=b',
        body: '<> a <#x> .',
        headers: {
          'content-type': 'text/turtle',
          slug: 'note',
          authorization: 'DPoP token-1',
          dpop: 'proof-1',
        },
      },
    ]);
  });

  it('tells no fragment, neither to the server nor in the address that comes back', async () => {
    const { pod, ports } = await startPod(() => ({}));
    expect(await relayed(requestFor(`${pod.url}card#me`), ports)).toMatchObject({ url: `${pod.url}card` });
    expect(pod.seen.map(({ path }) => path)).toEqual(['/card']);
  });

  it('is not made where it may not be', async () => {
    const { pod, ports } = await startPod(() => ({}));
    ports.may.mockResolvedValue(false);
    expect(await codeOf(relay(requestFor(pod.url), ports, LEAVE))).toBe('not-granted');
    expect([pod.seen, ports.sign.mock.calls]).toEqual([[], []]);
  });

  it('is not made where it cannot be signed, and fails as the signing does', async () => {
    const { pod, ports } = await startPod(() => ({}));
    ports.sign.mockRejectedValue(Object.assign(new Error(), { code: 'login-required' }));
    expect(await codeOf(relay(requestFor(pod.url), ports, LEAVE))).toBe('login-required');
    expect(pod.seen).toEqual([]);
  });

  it('fails as fetch does where the server cannot be reached', async () => {
    const { ports } = await startPod(() => ({}));
    expect(await codeOf(relay(requestFor('http://localhost:1/'), ports, LEAVE))).toBe('network');
  });
});

describe('a header of a site never arrives', () => {
  it.each([
    'Authorization',
    'AUTHORIZATION',
    'DPoP',
    'Cookie',
    'Cookie2',
    'Origin',
    'Referer',
    'Date',
    'Via',
    'Proxy-Authorization',
    'proxy-x',
    'Sec-Fetch-Site',
    'sec-anything',
    'X-HTTP-Method-Override',
    'X-HTTP-Method',
    'X-Method-Override',
  ])('%s', async (name) => {
    const { pod, ports } = await startPod(() => ({}));
    await relayed(
      requestFor(pod.url, {
        headers: [
          [name, 'evil'],
          ['x-kept', 'a'],
        ],
      }),
      ports,
    );
    expect(pod.seen).toHaveLength(1);
    expect(JSON.stringify(pod.seen[0]?.headers)).not.toContain('evil');
    expect(pod.seen[0]?.headers).toMatchObject({
      'x-kept': 'a',
      authorization: 'DPoP token-1',
      dpop: 'proof-1',
    });
  });

  it('Host', async () => {
    const { pod, ports } = await startPod(() => ({}));
    await relayed(requestFor(pod.url, { headers: [['Host', 'evil.example']] }), ports);
    expect(pod.seen[0]?.headers.host).toBe(`localhost:${pod.port}`);
  });

  it.each(['Authorisation', 'X-Authorization', 'dpop-bound', 'if-none-match', 'x-sec-a', 'updated'])(
    'but %s does, whose name is alike only',
    async (name) => {
      const { pod, ports } = await startPod(() => ({}));
      await relayed(requestFor(pod.url, { headers: [[name, 'mine']] }), ports);
      expect(pod.seen[0]?.headers[name.toLowerCase()]).toBe('mine');
    },
  );
});

describe('a header of a server never reaches the page', () => {
  it.each(['Set-Cookie', 'set-cookie2', 'DPoP-Nonce'])('%s', async (name) => {
    const { pod, ports } = await startPod(() => ({
      headers: { [name]: 'secret', 'wac-allow': 'user="read"' },
    }));
    const { headers } = await relayed(requestFor(pod.url), ports);
    expect(JSON.stringify(headers)).not.toContain('secret');
    expect(headerIn(headers, 'wac-allow')).toBe('user="read"');
  });

  it('though we hear of it ourselves', async () => {
    const { pod, ports } = await startPod(() => ({ headers: { 'dpop-nonce': 'n1' } }));
    await relayed(requestFor(pod.url), ports);
    expect(ports.heard.mock.calls.map(([url, headers]) => [url.href, headers.get('dpop-nonce')])).toEqual([
      [pod.url, 'n1'],
    ]);
  });
});

describe('an answer without a body has none', () => {
  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 205],
    ['GET', 304],
    ['PUT', 204],
    ['HEAD', 404],
  ])('%s that is answered %i', async (method, status) => {
    const { pod, ports } = await startPod(() => ({ status, headers: { etag: '"a"' } }));
    const answer = await relayed(requestFor(pod.url, { method }), ports);
    expect(answer).toMatchObject({ status, text: null });
    expect(headerIn(answer.headers, 'etag')).toBe('"a"');
  });

  it('but an empty body is one', async () => {
    const { pod, ports } = await startPod(() => ({ status: 200, body: '' }));
    expect(await relayed(requestFor(pod.url), ports)).toMatchObject({ text: '' });
  });
});

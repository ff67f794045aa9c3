import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { issuersOf, linksOf, readDocument } from '../../../src/oidc/webid.ts';
import { ownFetch } from '../../../src/platform/http.ts';
import { codeOf } from '../../fakes/failure.ts';
import { serve } from '../../fakes/server.ts';

const MEBIBYTE = 1024 * 1024;
const ZEROS = Buffer.alloc(64 * MEBIBYTE);

/** Fetches as something that the person typed. */
function get(url: string, maxBytes: number): Promise<Response> {
  return ownFetch(new URL(url), { from: new URL(url), maxBytes });
}

describe('an answer that is small on its way and huge here', () => {
  it.each([
    ['gzip', gzipSync(ZEROS)],
    ['deflate', deflateSync(ZEROS)],
    ['br', brotliCompressSync(ZEROS)],
    ['gzip, gzip', gzipSync(gzipSync(ZEROS))],
  ])('counts as what it is once it is unpacked: %s', async (encoding, bomb) => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
      return 'by-hand';
    });
    expect(bomb.length).toBeLessThan(MEBIBYTE);
    expect(await codeOf(get(server.url, MEBIBYTE))).toBe('too-large');
  });
});

describe('an answer with a megabyte of headers', () => {
  it('is none', async () => {
    await using server = await serve(() => ({ headers: { link: '<'.repeat(MEBIBYTE) } }));
    expect(await codeOf(get(server.url, MEBIBYTE))).toBe('unreachable');
  });

  it('holds nobody up where a browser lets a quarter of it through', () => {
    for (const piece of ['<', '<a', '<a>;', '<a>; a="']) {
      const headers = { link: piece.repeat(250_000 / piece.length) };
      const response = Object.defineProperty(new Response(null, { headers }), 'url', {
        value: 'https://a.example/',
      });
      expect(linksOf(response, 'acl')).toEqual([]);
    }
  });
});

describe('a profile of more statements than anybody makes', () => {
  it.each([
    ['a million in five megabytes is refused', '<> a <>.'.repeat(1_000_000), 'too-large'],
    ['half a million in one megabyte is read', `<> a 1${',1'.repeat(MEBIBYTE / 2 - 10)}.`, null],
    ['nested without end is refused', '<> a '.padEnd(MEBIBYTE, '('), 'profile-invalid'],
  ])('%s', async (_what, body, code) => {
    await using server = await serve(() => ({ headers: { 'content-type': 'text/turtle' }, body }));
    const url = new URL(server.url);
    const read = readDocument(url, url).then(
      ({ statements }) => statements !== null && issuersOf(statements, url.href),
    );
    expect(await codeOf(read)).toBe(code);
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import type { SiteRequest } from '../../../src/domain/exchange.ts';
import { relay } from '../../../src/signing/relay.ts';
import { Trace } from '../../../src/signing/trace.ts';
import { property } from './property.ts';

const POD = 'https://pod.example/alice/';
const SIGNED = { authorization: 'DPoP token', dpop: 'proof' };
const NEVER_SENT = [
  ...['authorization', 'dpop', 'cookie', 'cookie2', 'host', 'origin', 'referer', 'date', 'via'],
  ...['x-method', 'x-method-override', 'x-http-method', 'x-http-method-override'],
];
const NEVER_SENT_STARTS = ['proxy-', 'sec-'];
const NEVER_TOLD = ['set-cookie', 'set-cookie2', 'dpop-nonce'];

const sent = vi.fn<(url: URL, init: { headers: [string, string][] }) => Promise<Response>>();
const told: { headers: [string, string][] } = { headers: [] };

beforeEach(() => {
  sent.mockImplementation(() => Promise.resolve(new Response(null, { headers: told.headers })));
  vi.stubGlobal('fetch', sent);
});
afterEach(() => void vi.unstubAllGlobals());

/** A name in any mixture of small and large letters. */
const cased = (name: fc.Arbitrary<string>) =>
  fc
    .tuple(name, fc.bigInt({ min: 0n, max: 2n ** 24n }))
    .map(([text, bits]) =>
      Array.from(text, (letter, index) =>
        (bits >> BigInt(index)) & 1n ? letter.toUpperCase() : letter,
      ).join(''),
    );
const name = cased(
  fc.oneof(
    fc.constantFrom(...NEVER_SENT, ...NEVER_TOLD, ...NEVER_SENT_STARTS),
    fc.constantFrom(
      'accept',
      'content-type',
      'x-date',
      'date-x',
      'dpop2',
      'security',
      'proxies',
      'slug',
      'xdpop-nonce',
    ),
    fc
      .tuple(fc.constantFrom('proxy-', 'sec-', 'x-', 'dpop', ''), fc.stringMatching(/^[a-z0-9-]{1,9}$/))
      .map((parts) => parts.join('')),
  ),
);
const headers = fc.array(fc.tuple(name, fc.stringMatching(/^[a-z]{0,5}$/)), { maxLength: 6 });

/** Relays a site's request, and brings what came back for it. */
async function relayed(asked: readonly (readonly [string, string])[]) {
  const request: SiteRequest = {
    ...{ url: POD, method: 'GET', headers: asked, body: null },
    ...{ redirect: 'follow', cache: 'default' },
  };
  const trace = new Trace({ kind: 'fetch', method: 'GET', url: new URL(POD), site: null });
  sent.mockClear();
  const ports = {
    may: () => Promise.resolve(true),
    sign: () => Promise.resolve(SIGNED),
    heard: () => Promise.resolve(),
    locationOf: () => Promise.resolve(null),
    trace,
  };
  return await relay(request, ports, new AbortController().signal);
}

const isNeverSent = (header: string) =>
  NEVER_SENT.includes(header.toLowerCase()) ||
  NEVER_SENT_STARTS.some((start) => header.toLowerCase().startsWith(start));

describe('headers', () => {
  property(
    'of a site are sent but for those that are refused, and ours are added',
    headers,
    async (asked) => {
      await relayed(asked);
      const allowed = asked.filter(([header]) => !isNeverSent(header));
      expect(sent.mock.calls[0]?.[1].headers).toEqual([...allowed, ...Object.entries(SIGNED)]);
    },
  );

  property('of a server are told but for those that are refused', headers, async (answered) => {
    told.headers = answered;
    const { head } = await relayed([]);
    const names = answered
      .map(([header]) => header.toLowerCase())
      .filter((header) => !NEVER_TOLD.includes(header));
    expect([...new Set(head.headers.map(([header]) => header))].sort()).toEqual([...new Set(names)].sort());
  });
});

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FromSiteSchema } from '../../../src/messaging/site-contract.ts';
import { callOf, isFromSite } from '../../../src/messaging/site-shape.ts';

/** A parser also makes a message of what is none, as of a list without items; the bridge passes on or does not. */
function agrees(data: unknown): void {
  const parsed = v.safeParse(FromSiteSchema, data);
  expect(isFromSite(data)).toBe(parsed.success && isDeepStrictEqual(parsed.output, data));
}

/** Whatever a page had made, a message of it is made of plain objects (HTML, StructuredDeserialize). */
const PLAIN_OBJECT = { noNullPrototype: true };

/** Lengths on both sides of every limit. */
const text = (...limits: number[]) =>
  fc.oneof(
    fc.string(),
    fc.constantFrom(...limits.flatMap((limit) => [limit, limit + 1]).map((length) => 'a'.repeat(length))),
  );
const list = (item: fc.Arbitrary<unknown>, most: number) =>
  fc.oneof(
    fc.array(item, { maxLength: 4 }),
    fc
      .tuple(item, fc.constantFrom(0, most, most + 1))
      .map(([one, length]) => Array.from({ length }, () => one)),
  );

const wrong = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    0,
    -1,
    0.5,
    Number.NaN,
    true,
    [],
    {},
    new Blob([]),
    Array(1),
    new Date(0),
  ),
  fc.anything(),
);
const id = fc.oneof(
  fc.nat(),
  fc.integer(),
  fc.constantFrom(0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY),
);
const access = fc.record(
  { storage: text(2048), modes: list(fc.constantFrom('read', 'append', 'write', 'control'), 3) },
  { requiredKeys: ['storage'], ...PLAIN_OBJECT },
);
const options = fc.record(
  { webId: text(2048), issuer: text(2048), access: list(access, 20), reason: text(300) },
  { requiredKeys: [], ...PLAIN_OBJECT },
);
const request = fc.record(
  {
    url: text(65_536),
    method: text(32),
    headers: list(fc.oneof(fc.tuple(fc.string(), fc.string()), fc.array(fc.string(), { maxLength: 3 })), 200),
    body: fc.constantFrom(null, new Blob(['a']), new File([], 'a')),
    redirect: fc.constantFrom('follow', 'error', 'manual'),
    cache: fc.constantFrom('default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'),
  },
  PLAIN_OBJECT,
);
const message = fc.oneof(
  fc.record({ type: fc.constant('login'), id, options }, PLAIN_OBJECT),
  fc.record({ type: fc.constant('fetch'), id, request }, PLAIN_OBJECT),
  fc.record(
    {
      type: fc.constantFrom('logout', 'more', 'abort', 'toString', '__proto__', 'login', 'fetch'),
      id,
    },
    PLAIN_OBJECT,
  ),
);

/** The same value with one member taken out, replaced or added, at any depth. */
function spoil(value: unknown, path: number, by: unknown, how: 'replace' | 'remove' | 'add'): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Blob) return by;
  const keys = Object.keys(value);
  const key = keys[path % (keys.length + 1)];
  if (key === undefined) return how === 'add' ? { ...value, extra: by } : by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...value };
  const inner = Object.entries(value).find(([name]) => name === key)?.[1] as unknown;
  if (how === 'remove') Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, spoil(inner, path >> 3, by, how));
  return copy;
}

describe('the check of what a page says is that of the contract', () => {
  it('for messages', () => {
    fc.assert(fc.property(message, agrees), { numRuns: 2000 });
  });

  it('for messages with one thing wrong', () => {
    const how = fc.constantFrom('replace', 'remove', 'add');
    fc.assert(
      fc.property(message, fc.nat(), wrong, how, (good, path, by, way) => agrees(spoil(good, path, by, way))),
      { numRuns: 5000 },
    );
  });

  it('for anything', () => {
    fc.assert(fc.property(wrong, agrees), { numRuns: 1000 });
  });

  const PLAIN = {
    url: 'https://pod.example/',
    method: 'GET',
    headers: [],
    body: null,
    redirect: 'follow',
    cache: 'default',
  };
  it.each<[string, unknown, boolean]>([
    ['a fetch', { type: 'fetch', id: 1, request: PLAIN }, true],
    ['a fetch with a body', { type: 'fetch', id: 1, request: { ...PLAIN, body: new Blob(['a']) } }, true],
    ['a header of three', { type: 'fetch', id: 1, request: { ...PLAIN, headers: [['a', 'b', 'c']] } }, false],
    ['a header with a number', { type: 'fetch', id: 1, request: { ...PLAIN, headers: [['a', 1]] } }, false],
    ['headers with a hole', { type: 'fetch', id: 1, request: { ...PLAIN, headers: Array(1) } }, false],
    ['an option that is undefined', { type: 'login', id: 1, options: { webId: undefined } }, true],
    ['no mode', { type: 'login', id: 1, options: { access: [{ storage: 'a', modes: [] }] } }, false],
    ['a logout with options', { type: 'logout', id: 1, options: {} }, false],
    ['a name that every object has', { type: 'constructor', id: 1 }, false],
  ])('for %s', (_what, data, isGood) => {
    expect(isFromSite(data)).toBe(isGood);
    agrees(data);
  });
});

it.each<[unknown, number | null]>([
  [{ id: 3 }, 3],
  [{ id: -0.5, type: 'x' }, -0.5],
  [{ id: '3' }, null],
  [{ id: Number.NaN }, null],
  [null, null],
  ['id', null],
])('the number of a call is found in %o: %o', (data, expected) => {
  expect(callOf(data)).toBe(expected);
});

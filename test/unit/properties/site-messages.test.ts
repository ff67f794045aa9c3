import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect } from 'vitest';
import { FromSiteSchema } from '../../../src/messaging/site-contract.ts';
import { isFromSite } from '../../../src/messaging/site-shape.ts';
import { property } from './property.ts';
import { spoiled, wrong } from './spoiled.ts';

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

describe('messages of sites', () => {
  property('the bridge and the worker agree about messages', message, agrees);
  property('the bridge and the worker agree about messages with one thing wrong', spoiled(message), agrees);
  property('the bridge and the worker agree about anything', wrong, agrees);
});

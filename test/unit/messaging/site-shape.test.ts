import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FromSiteSchema } from '../../../src/messaging/site-contract.ts';
import { callOf, isFromSite } from '../../../src/messaging/site-shape.ts';

/** A parser also makes a message of what is none, as of a list without items; the bridge passes on or does not. */
function agrees(data: unknown): void {
  const parsed = v.safeParse(FromSiteSchema, data);
  expect(isFromSite(data)).toBe(parsed.success && isDeepStrictEqual(parsed.output, data));
}

describe('the check of what a page says is that of the contract', () => {
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

import { UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { decodeToken, timeIn } from '../../../src/inspect/decoded-token.ts';

describe('a token', () => {
  it('is read where it is a JWT', () => {
    const token = new UnsecuredJWT({ webid: 'https://alice.example/#me', exp: 5 }).encode();
    expect(decodeToken(token)).toEqual({
      is: 'jwt',
      header: { alg: 'none' },
      claims: { webid: 'https://alice.example/#me', exp: 5 },
    });
  });

  it.each(['opaque', '', 'a.b.c', 'a.b', `${btoa('[]')}.${btoa('[]')}.`, `${btoa('{}')}.${btoa('null')}.c`])(
    'is opaque where it is none: %j',
    (token) => expect(decodeToken(token)).toEqual({ is: 'opaque' }),
  );
});

describe('a time that a claim states', () => {
  it('is in milliseconds, also between two seconds', () => {
    expect(timeIn({ exp: 1.5 }, 'exp')).toBe(1500);
  });

  it.each([undefined, null, '5', Number.NaN, Number.POSITIVE_INFINITY, {}])(
    'is none where it is %j',
    (exp) => {
      expect(timeIn({ exp }, 'exp')).toBeNull();
    },
  );
});

import { expect, it } from 'vitest';
import { isFresh } from '../../../src/domain/session.ts';

it.each([
  ['fresh a minute before its end', 60_000, true],
  ['over half a minute before its end, for it will be a while on its way', 30_000, false],
  ['over at its end', 0, false],
])('an access token is %s', (_what, left, fresh) => {
  const tokens = {
    accessToken: 'a',
    obtainedAt: 0,
    expiresAt: 1_000_000 + left,
    refreshToken: null,
    idToken: 'i',
  };
  expect(isFresh(tokens, 1_000_000)).toBe(fresh);
});

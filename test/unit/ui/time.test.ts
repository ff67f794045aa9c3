import { expect, it } from 'vitest';
import { agoText } from '../../../src/ui/time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it.each([
  [-5 * MINUTE, 'just now'],
  [0, 'just now'],
  [MINUTE - 1, 'just now'],
  [MINUTE, '1 minute ago'],
  [119 * MINUTE, '1 hour ago'],
  [DAY - 1, '23 hours ago'],
  [13 * DAY, '1 week ago'],
  [29 * DAY, '4 weeks ago'],
  [364 * DAY, '12 months ago'],
  [800 * DAY, '2 years ago'],
])('says %i milliseconds later: %s', (past, words) => {
  expect(agoText(1_700_000_000_000 - past, 1_700_000_000_000)).toBe(words);
});

import { describe, expect, it } from 'vitest';
import { distanceText } from '../../../popup/developers/times.ts';

const NOW = 1_000_000_000_000;

describe('how far a time is', () => {
  it.each([
    [0, 'now'],
    [999, 'now'],
    [1000, 'in 1 s'],
    [59_999, 'in 59 s'],
    [3_552_000, 'in 59 min 12 s'],
    [3_600_000, 'in 1 h'],
    [-95_000, '1 min 35 s ago'],
    [-86_400_000 * 3 - 3_600_000 * 4 - 5000, '3 d 4 h ago'],
  ])('is told in two units at most: %d', (distance, words) => {
    expect(distanceText(NOW + distance, NOW)).toBe(words);
  });
});

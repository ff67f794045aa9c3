import { describe, expect, it } from 'vitest';
import { colourOf, initialsOf } from '../../../src/domain/face.ts';
import type { WebId } from '../../../src/domain/identity.ts';

describe('the face of someone without a photo', () => {
  it.each([
    ['Alice Liddell', 'AL'],
    ['alice', 'A'],
    ['Ada de la Cruz', 'AC'],
    ['  “Bob”  (work) ', 'BW'],
    ['王小明', '王'],
    ['e\u0301mile Zola', 'E\u0301Z'],
    ['𝒜lice', '𝒜'],
    ['🦊', '?'],
    ['', '?'],
  ])('has for “%s” the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('keeps its colour, which is one of eight', () => {
    const webIds = Array.from({ length: 64 }, (_, index) => `https://${index}.pod.example/#me` as WebId);
    const colours = webIds.map(colourOf);
    expect(webIds.map(colourOf)).toEqual(colours);
    expect(new Set(colours).size).toBe(8);
  });
});

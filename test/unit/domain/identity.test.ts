import { describe, expect, it } from 'vitest';
import {
  cleanText,
  displayName,
  type Issuer,
  identityIdOf,
  type WebId,
} from '../../../src/domain/identity.ts';

describe('text of unknown origin', () => {
  it.each([
    ['stays as it is', 'Zoë O’Connor 王小明 🦊', 'Zoë O’Connor 王小明 🦊'],
    ['loses a bidirectional override', 'Alice\u202e drowssap', 'Alice drowssap'],
    ['loses bidirectional isolates and marks', '\u2066Al\u2069ice\u200f\u061c', 'Al ice'],
    ['loses control characters', 'Al\u0000ice\u001b[31m\u0085\u009b', 'Al ice [31m'],
    ['loses line and paragraph separators', 'Al\u2028ice\u2029B', 'Al ice B'],
    ['loses invisible characters', 'Al\u200bice\ufeff\u00ad', 'Al ice'],
    ['loses tags and private characters', 'Alice\u{e0041}\ue000', 'Alice'],
    ['loses lone surrogates', 'Al\ud800ice\udc00', 'Al ice'],
    ['has single spaces', '  Al \n\t ice\u00a0 ', 'Al ice'],
    ['may be nothing', '\u202e\u0000', ''],
  ])('%s', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('is cut to its length, and shows that it was', () => {
    expect(cleanText('a'.repeat(80))).toBe('a'.repeat(80));
    expect(cleanText('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
    expect(cleanText('abcdef', 4)).toBe('abc…');
  });

  it('is cut between characters, never inside of one', () => {
    expect(cleanText('🦊🦊🦊🦊', 3)).toBe('🦊🦊…');
  });
});

describe('an identity', () => {
  const webId = 'https://alice.example/#me' as WebId;

  it('is one WebID at one issuer, whose final slash counts', () => {
    const [one, other] = ['https://idp.example', 'https://idp.example/'].map((issuer) =>
      identityIdOf(webId, issuer as Issuer),
    );
    expect(one).toBe('https://alice.example/#me https://idp.example');
    expect(other).not.toBe(one);
  });

  it('shows its name, else its WebID without the scheme', () => {
    expect(displayName(webId, { name: 'Alice' })).toBe('Alice');
    expect(displayName(webId, { name: null })).toBe('alice.example/#me');
    expect(displayName('http://localhost:3000/#me' as WebId, { name: null })).toBe('localhost:3000/#me');
  });
});

import { describe, expect, it } from 'vitest';
import { errorIn, parseChallenges } from '../../../../src/inspect/explain/challenges.ts';
import { parseWacAllow } from '../../../../src/inspect/explain/wac-allow.ts';

describe('parseChallenges', () => {
  it('reads none where there is no header', () => {
    expect(parseChallenges(null)).toEqual([]);
    expect(parseChallenges(' , ')).toEqual([]);
  });

  it('tells combined challenges apart, with commas and escapes inside of quotes', () => {
    const header =
      'Bearer, UMA as_uri="https://as.example/?a,b", DPoP algs="ES256 RS256", error=invalid_token, error_description="a \\"bad\\" one"';
    expect(parseChallenges(header)).toEqual([
      { scheme: 'bearer', parameters: {} },
      { scheme: 'uma', parameters: { as_uri: 'https://as.example/?a,b' } },
      {
        scheme: 'dpop',
        parameters: { algs: 'ES256 RS256', error: 'invalid_token', error_description: 'a "bad" one' },
      },
    ]);
  });

  it('takes the first of a parameter that stands twice, and any case of a name', () => {
    const [first] = parseChallenges('DPoP ERROR="one", error="two"');
    expect(first?.parameters).toEqual({ error: 'one' });
  });

  it.each(['constructor', '__proto__'])('reads a parameter that every object seems to have: %s', (name) => {
    const [challenge] = parseChallenges(`DPoP ${name}="one", error="two"`);
    expect(Object.entries(challenge?.parameters ?? {})).toEqual([
      [name, 'one'],
      ['error', 'two'],
    ]);
  });

  it('leaves a parameter without a scheme aside', () => {
    expect(parseChallenges('realm="nobody’s"')).toEqual([]);
  });

  it('reads a header without end no further than it has to', () => {
    expect(parseChallenges(`DPoP ${'a=b, '.repeat(100_000)}`)).toHaveLength(1);
  });
});

describe('errorIn', () => {
  it('prefers what is said for DPoP to what is said for others', () => {
    const challenges = parseChallenges('Bearer error="one", DPoP error="two", error_description="why"');
    expect(errorIn(challenges)).toEqual({ error: 'two', description: 'why' });
  });

  it('is null where nothing is said', () => {
    expect(errorIn(parseChallenges('Bearer scope="openid webid"'))).toBe(null);
  });
});

describe('parseWacAllow', () => {
  it.each([
    ['user="read write", public="read"', { user: ['read', 'write'], public: ['read'] }],
    ['public="",user="Append"', { user: ['append'], public: [] }],
    ['user=read', { user: null, public: null }],
  ])('reads %s', (header, expected) => {
    expect(parseWacAllow(header)).toEqual(expected);
  });

  it('is null where there is no header', () => {
    expect(parseWacAllow(null)).toBe(null);
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type Challenge, parseChallenges } from '../../../src/inspect/explain/challenges.ts';
import { property } from './property.ts';

const token = fc.oneof(
  fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,12}$/),
  fc.constantFrom(
    'DPoP',
    'error',
    'Error',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '%2f',
    '_',
  ),
);
/** RFC 9110 section 5.6.4, quoted-string; what a header cannot hold is left out. */
const words = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 20 }).map((text) => text.replace(/[^\t -~]/g, '')),
  fc.constantFrom('', '"', '\\', '\\"', ', Basic realm="x"', 'a=b, c=d', 'invalid_token', 'é'),
);
const blank = fc.constantFrom('', '', ' ', '\t', '  ');
const parameter = fc.record({
  name: token,
  value: words,
  isQuoted: fc.boolean(),
  before: blank,
  after: blank,
});
const challenge = fc.record({ scheme: token, parameters: fc.array(parameter, { maxLength: 4 }) });

type Written = typeof challenge extends fc.Arbitrary<infer Value> ? Value : never;

/** Writes a challenge as RFC 9110 section 11.6.1 has it. */
function written({ scheme, parameters }: Written): string {
  const pairs = parameters.map(({ name, value, isQuoted, before, after }) => {
    const isToken = /^[\w!#$%&'*+.^`|~-]+$/.test(value);
    const quoted = `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    return `${name}${before}=${after}${isQuoted || !isToken ? quoted : value}`;
  });
  return [scheme, pairs.join(', ')].join(' ').trim();
}

/** What a reader has to find in it: of a name that stands twice, the first. */
function meant({ scheme, parameters }: Written): Challenge {
  const found = new Map<string, string>();
  for (const { name, value } of parameters.toReversed()) found.set(name.toLowerCase(), value);
  return { scheme: scheme.toLowerCase(), parameters: Object.fromEntries(found) };
}

/** As a list of pairs, so that a name which every object has is compared, too. */
const listed = (challenges: readonly Challenge[]) =>
  challenges.map(({ scheme, parameters }) => [scheme, Object.entries(parameters).sort()]);

describe('challenges', () => {
  const separator = fc.constantFrom(', ', ',', ' , ', ', , ');
  property(
    'what a server writes is what is read',
    fc.tuple(fc.array(challenge, { maxLength: 4 }), separator),
    ([challenges, comma]) => {
      const header = challenges.map(written).join(comma);
      expect([header, listed(parseChallenges(header))]).toEqual([header, listed(challenges.map(meant))]);
    },
  );

  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      'DPoP',
      ' ',
      '=',
      '"',
      '\\',
      ',',
      'error=',
      '="',
      '\0',
      'a="'.repeat(4_000),
      ','.repeat(9_000),
      '\ud800',
    ),
  );
  const garbage = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
  property('whatever a server writes, schemes and names are words of it', garbage, (header) => {
    for (const { scheme, parameters } of parseChallenges(header)) {
      for (const word of [scheme, ...Object.keys(parameters)]) {
        expect(word).toMatch(/^[\w!#$%&'*+.^`|~-]+$/);
        expect(header.toLowerCase()).toContain(word);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { commonRoot, contains, mayHold, parseStorageRoot, podOf } from '../../../src/domain/pod.ts';

const alice = parseStorageRoot('https://pod.example/alice/');
const whole = parseStorageRoot('https://pod.example/');

describe('a pod holds', () => {
  it.each([
    'https://pod.example/alice/',
    'https://pod.example/alice/notes.ttl?part=1#first',
    'https://pod.example:443/alice/a/b/c',
    'https://POD.example/alice/',
    'https://pod.example/alice/a/../b',
    'https://pod.example/alice/a%2Fb',
    'https://pod.example/alice/a%2F..b',
    'https://pod.example/alice/a%2F.%2Fb;c',
    'https://pod.example/bob/../alice/a',
    'https://pod.example/alice//a',
    'https://pod.example/alice/100%25',
    'https://pod.example/alice/a%20b',
    `https://pod.example/alice/%${'25'.repeat(6)}61`,
    'https://pod.example/alice/?https://evil.example/',
  ])('%s', (url) => {
    expect(contains(alice, new URL(url))).toBe(true);
  });
});

describe('a pod does not hold', () => {
  it.each([
    ['its URL in a query', 'https://evil.example/?https://pod.example/alice/'],
    ['its URL in a path', 'https://evil.example/https://pod.example/alice/'],
    ['its URL in a fragment', 'https://evil.example/#https://pod.example/alice/'],
    ['its host as the beginning of another', 'https://pod.example.evil/alice/'],
    ['its host as a user name', 'https://pod.example@evil.example/alice/'],
    ['a URL with a user and a password', 'https://ann:secret@pod.example/alice/'],
    ['a URL with a user', 'https://ann@pod.example/alice/'],
    ['a URL with a password', 'https://:secret@pod.example/alice/'],
    ['another port', 'https://pod.example:8443/alice/'],
    ['another scheme', 'http://pod.example/alice/'],
    ['another host above its own', 'https://www.pod.example/alice/'],
    ['a longer segment', 'https://pod.example/alicexyz/'],
    ['itself without the slash', 'https://pod.example/alice'],
    ['another case', 'https://pod.example/Alice/'],
    ['its path further down', 'https://pod.example/bob/alice/'],
    ['its path behind an empty segment', 'https://pod.example//alice/'],
    ['a neighbour by dots', 'https://pod.example/alice/../bob/'],
    ['a neighbour by encoded dots', 'https://pod.example/alice/%2e%2e/bob/'],
    ['a neighbour by half encoded dots', 'https://pod.example/alice/.%2E/bob/'],
    ['a neighbour by backslashes', 'https://pod.example/alice\\..\\bob/'],
    ['a neighbour by encoded slashes', 'https://pod.example/alice/..%2Fbob/'],
    ['a neighbour by encoded backslashes', 'https://pod.example/alice/..%5Cbob/'],
    ['a neighbour by encoded slashes and dots', 'https://pod.example/alice/%2e%2e%2fbob/'],
    ['a neighbour by doubly encoded dots and slashes', 'https://pod.example/alice/%252e%252e%252fbob/'],
    [
      'a neighbour by slashes encoded three times',
      'https://pod.example/alice/a%25252F..%25252F..%25252Fbob/',
    ],
    ['itself, by a way that leads out of it first', 'https://pod.example/alice/a%2F..%2F..%2Falice/'],
    ['a neighbour by an empty segment, which some servers leave out', 'https://pod.example/alice/%2F../bob/'],
    [
      'a neighbour by slashes encoded once and twice, for a server that decodes once',
      'https://pod.example/alice/a%252Fb%2F..%2F..%2Fbob/',
    ],
    [
      'a neighbour by dots whose escapes are escaped in part',
      'https://pod.example/alice/%2%65%25%32%65/bob/',
    ],
    ['a neighbour by dots around a tab', 'https://pod.example/alice/.%09./bob/'],
    ['a neighbour by dots before a blank', 'https://pod.example/alice/..%20/bob/'],
    ['a neighbour by dots with a parameter', 'https://pod.example/alice/..;/bob/'],
    ['what is above it by dots before a query', 'https://pod.example/alice/..%3Fa'],
    ['what is escaped eight times over', `https://pod.example/alice/%${'25'.repeat(7)}61`],
    ['its own segment with an encoded slash', 'https://pod.example/alice%2Fa'],
    ['a blob of its origin', 'blob:https://pod.example/alice/'],
  ])('%s', (_what, url) => {
    expect(contains(alice, new URL(url))).toBe(false);
  });

  it.each(['https://evil.example/', 'https://pod.example@evil.example/', 'blob:https://pod.example/a'])(
    'anything of another origin, even where it is a whole host: %s',
    (url) => {
      expect(contains(whole, new URL(url))).toBe(false);
      expect(contains(whole, new URL('https://pod.example//evil.example/'))).toBe(true);
    },
  );
});

describe('a server might take for one in the pod', () => {
  it.each([
    'https://pod.example/alice/a',
    'https://pod.example/alice',
    'https://pod.example/%61lice/a',
    'https://pod.example/%2561l%69ce/a',
    'https://pod.example//alice/a',
    'https://pod.example/alice%2Fa',
    'https://pod.example/alice%5Ca',
    'https://pod.example/bob/..%2Falice/a',
    'https://pod.example/alice/..%2Fbob/a',
    'https://ann@pod.example/alice/a',
    'https://pod.example/%61lice/x%2F%2F..%2F..%2Fy',
    'https://pod.example/alice;a=b/c',
    'https://pod.example/.;a/alice/b',
    'https://pod.example/alice%3Fa=b',
    'https://pod.example/%2E%2Falice/a',
    'https://pod.example/ali%09ce/a',
    `https://pod.example/%${'25'.repeat(9)}61lice/a`,
  ])('%s', (url) => {
    expect(mayHold(alice, new URL(url))).toBe(true);
  });

  it.each([
    'https://pod.example/',
    'https://pod.example/bob/',
    'https://pod.example/alicexyz/',
    'https://pod.example/bob/alice/',
    'https://pod.example:444/alice/',
    'https://evil.example/alice/',
    'https://pod.example/%',
  ])('not %s', (url) => {
    expect(mayHold(alice, new URL(url))).toBe(false);
  });

  it('anything at its host, where the root itself might be climbed in', () => {
    const odd = parseStorageRoot('https://pod.example/a%2F..%2F/');
    expect(mayHold(odd, new URL('https://pod.example/b'))).toBe(true);
    expect(contains(odd, new URL('https://pod.example/a%2F..%2F/b'))).toBe(false);
  });

  it('is not asked for ever by an address that is escaped thousands of times', () => {
    const layers = `https://pod.example/${'%3'.repeat(20_000)}5`;
    expect([contains(whole, new URL(layers)), mayHold(alice, new URL(layers))]).toEqual([false, true]);
  });

  it('what lies in it, in whatever escapes its own name is written', () => {
    const accented = parseStorageRoot('https://pod.example/zoë%20z/');
    expect(mayHold(accented, new URL('https://pod.example/zo%C3%AB z/a'))).toBe(true);
  });
});

describe('the pod of a URL', () => {
  it('is the innermost one, in whatever order they are known', () => {
    const url = new URL('https://pod.example/alice/a');
    expect(podOf([whole, alice], url)).toBe(alice);
    expect(podOf([alice, whole], url)).toBe(alice);
  });

  it('is the outer one for what lies beside the inner', () => {
    expect(podOf([alice, whole], new URL('https://pod.example/bob/'))).toBe(whole);
  });

  it('is none where no pod holds it', () => {
    expect(podOf([alice], new URL('https://pod.example/'))).toBeUndefined();
    expect(podOf([], new URL('https://pod.example/'))).toBeUndefined();
  });
});

describe('what two roots have in common', () => {
  it.each([
    ['the inner one', whole, alice, alice],
    ['the inner one, the other way round', alice, whole, alice],
    ['either, where they are one', alice, alice, alice],
    ['nothing, where they lie beside each other', alice, parseStorageRoot('https://pod.example/bob/'), null],
    ['nothing, at two hosts', whole, parseStorageRoot('https://other.example/'), null],
  ])('is %s', (_what, one, other, common) => {
    expect(commonRoot(one, other)).toBe(common);
  });
});

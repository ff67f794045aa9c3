import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, hostPattern, mayHold, parseStorageRoot, podOf } from '../../../src/domain/pod.ts';
import { failureOf } from '../../fakes/failure.ts';

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
    'https://pod.example/alice/a%2F..%2Fb',
    'https://pod.example/bob/../alice/a',
    'https://pod.example/alice//a',
    'https://pod.example/alice/100%25',
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
    ['a URL with user information', 'https://ann:secret@pod.example/alice/'],
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
    ['its own segment with an encoded slash', 'https://pod.example/alice%2Fa'],
    ['a blob of its origin', 'blob:https://pod.example/alice/'],
  ])('%s', (_what, url) => {
    expect(contains(alice, new URL(url))).toBe(false);
  });

  it.each(['https://evil.example/', 'https://pod.example@evil.example/', 'blob:https://pod.example/a'])(
    'anything of another origin, even where it is a whole host: %s',
    (url) => {
      expect(contains(whole, new URL(url))).toBe(false);
      expect(contains(whole, new URL('https://pod.example//evil.example/..%2f..%2f'))).toBe(true);
    },
  );
});

/** A second opinion, segment by segment: a URL is in a pod if it is so read plainly and read decoded. */
function isBelow(root: string, url: URL): boolean {
  const base = new URL(root);
  const wanted = base.pathname.split('/').slice(1, -1);
  const isUnder = (path: string) => {
    const segments: string[] = [];
    for (const segment of path.split('/').slice(1)) {
      if (segment === '..') segments.pop();
      else if (segment !== '.') segments.push(segment);
    }
    // What climbs back up to the root's own name, without its slash, is not below it.
    const isDeep = segments.length > wanted.length || /\/\.{1,2}$/.test(path);
    return isDeep && wanted.every((segment, index) => segments[index] === segment);
  };
  let decoded = url.pathname;
  for (let i = 0; i < 5; i += 1) {
    decoded = decoded
      .replaceAll('%25', '%')
      .replaceAll(/%2f|%5c/gi, '/')
      .replaceAll(/%2e/gi, '.');
  }
  return base.origin === url.origin && isUnder(url.pathname) && isUnder(decoded);
}

describe('pod matching', () => {
  const piece = fc.constantFrom(
    ...[
      'alice',
      'alicexyz',
      'bob',
      'a',
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5C',
      '%252f',
      '%252e',
      '%25',
      '',
      '\\',
    ],
  );
  const segment = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''));
  const path = fc.array(segment, { maxLength: 6 }).map((segments) => segments.join('/'));
  const origin = fc.constantFrom(
    'https://pod.example',
    'https://pod.example.evil',
    'https://pod.example:444',
  );

  it.each(['https://pod.example/alice/', 'https://pod.example/alice/a/', 'https://pod.example/'])(
    'agrees with a second opinion about URLs near %s',
    (root) => {
      fc.assert(
        fc.property(origin, path, (host, rest) => {
          const url = new URL(`${host}/${rest}`);
          const pod = parseStorageRoot(root);
          expect([url.href, contains(pod, url)]).toEqual([url.href, isBelow(root, url)]);
          expect(contains(pod, url) && !mayHold(pod, url)).toBe(false);
        }),
        { numRuns: 2000 },
      );
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

  it('what lies in it, in whatever escapes its own name is written', () => {
    const accented = parseStorageRoot('https://pod.example/zoë%20z/');
    expect(mayHold(accented, new URL('https://pod.example/zo%C3%AB z/a'))).toBe(true);
  });
});

describe('a storage root', () => {
  it.each([
    ['https://pod.example', 'https://pod.example/'],
    ['https://pod.example/alice/', 'https://pod.example/alice/'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
  ])('%s is %s', (text, root) => {
    expect(parseStorageRoot(text)).toBe(root);
  });

  it.each([
    ['https://pod.example/alice', 'address-invalid'],
    ['https://pod.example/?a', 'address-invalid'],
    ['https://pod.example/#a', 'address-invalid'],
    ['https://ann@pod.example/', 'address-invalid'],
    ['alice/', 'address-invalid'],
    ['http://pod.example/', 'address-insecure'],
  ])('%s is none: %s', (text, code) => {
    expect(failureOf(() => parseStorageRoot(text)).code).toBe(code);
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

describe('the match pattern of a host', () => {
  it('leaves out port, path and user', () => {
    expect(hostPattern('http://ann@localhost:3000/alice/?a#b')).toBe('http://localhost/*');
    expect(hostPattern(new URL('https://[::1]:8443/'))).toBe('https://[::1]/*');
  });
});

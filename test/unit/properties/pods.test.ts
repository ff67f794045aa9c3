import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { parseWebUrl } from '../../../src/domain/address.ts';
import { siteOf } from '../../../src/domain/grant.ts';
import { contains, hostPattern, mayHold, parseStorageRoot, podOf } from '../../../src/domain/pod.ts';
import { oddPath, oddUrl } from './odd-urls.ts';
import { isBelow, PATH_READERS } from './pod-servers.ts';
import { property } from './property.ts';

const ROOTS = [
  ...[
    'https://pod.example/',
    'https://pod.example/alice/',
    'https://pod.example/alice/a/',
    'https://pod.example:8443/',
  ],
  ...['https://pod.example/zo%C3%AB/', 'https://pod.example/%61lice/', 'https://bücher.example/alice/'],
  ...[
    'https://pod.example//alice/',
    'http://localhost/alice/',
    'https://pod.example/a%2fb/',
    'https://pod.example/a%3fb;c/',
  ],
].map(parseStorageRoot);
const root = fc.constantFrom(...ROOTS);
/** A pod, and an address that lies in it or only looks so. */
const near = root.chain((pod) => {
  const below = oddPath.map((path) => URL.parse(pod + path)).filter((url) => url !== null);
  return fc.tuple(fc.constant(pod), fc.oneof(below, oddUrl));
});

/** Where a URL leads, as its serialization states it. */
function hostIn(href: string): string {
  const [scheme = '', , host = ''] = href.split('/');
  return `${scheme}//${host}`;
}

describe('pods', () => {
  property('nothing that a pod holds is taken for something outside of it', near, ([pod, url]) => {
    if (!contains(pod, url)) return;
    expect(hostIn(url.href)).toBe(hostIn(pod));
    for (const reader of PATH_READERS) {
      expect([reader, url.href, isBelow(reader, new URL(pod).pathname, url.pathname)]).toEqual([
        reader,
        url.href,
        true,
      ]);
    }
  });

  const plainSegment = fc.constantFrom(
    'a',
    'alice',
    '100%25',
    'a%20b',
    'a%2fb',
    'zo%C3%AB',
    '...',
    '.acl',
    '..a',
    '',
    'x;y=1',
  );
  const plainPath = fc.array(plainSegment, { maxLength: 6 }).map((segments) => segments.join('/'));
  const ending = fc.constantFrom('', '?a=/../', '#../..', '?https://evil.example/');
  property('a pod holds what plainly lies in it', fc.tuple(root, plainPath, ending), ([pod, path, rest]) => {
    expect(contains(pod, new URL(pod + path + rest))).toBe(true);
  });

  property('what any server takes for a pod’s may be in it', near, ([pod, url]) => {
    const { protocol, origin, pathname } = new URL(pod);
    const isAnyones =
      url.protocol === protocol &&
      url.origin === origin &&
      PATH_READERS.some((reader) => isBelow(reader, pathname, `${url.pathname}/`));
    if (contains(pod, url) || isAnyones) expect([url.href, mayHold(pod, url)]).toEqual([url.href, true]);
  });

  const pods = fc.subarray(ROOTS);
  property('the pod of a URL is the longest that holds it', fc.tuple(pods, oddUrl), ([known, url]) => {
    const holding = known.filter((pod) => contains(pod, url)).sort((one, other) => other.length - one.length);
    expect(podOf(known, url)).toBe(holding[0]);
  });

  property('no address is asked for, or written down, as more than one host', oddUrl, ({ href }) => {
    for (const parse of [siteOf, accepted]) {
      const one = parse(href);
      if (one !== null) expect(hostPattern(one)).toBe(`${hostIn(one).replace(/:\d+$/, '')}/*`);
      if (one !== null) expect(hostIn(one)).not.toContain('*');
    }
  });
});

function accepted(text: string): string | null {
  try {
    return parseWebUrl(text).href;
  } catch {
    return null;
  }
}

import { describe, expect } from 'vitest';
import { htuOf } from '../../../src/dpop/proof.ts';
import { oddUrl } from './odd-urls.ts';
import { property } from './property.ts';

const webUrl = oddUrl.filter(({ protocol }) => /^https?:$/.test(protocol));

/** What is left of an address once query, fragment and user are cut off, character by character. */
function cut(href: string): string {
  let kept = '';
  for (const character of href) {
    if (character === '?' || character === '#') break;
    kept += character;
  }
  const [scheme = '', , authority = '', ...path] = kept.split('/');
  return [scheme, '', authority.slice(authority.lastIndexOf('@') + 1), ...path].join('/');
}

describe('proofs', () => {
  property('the htu is the address but for query, fragment and user', webUrl, (url) => {
    expect(htuOf(url)).toBe(cut(url.href));
  });

  property('the htu of an htu is the same', webUrl, (url) => {
    expect(htuOf(new URL(htuOf(url)))).toBe(htuOf(url));
  });

  property('the htu says nothing of what is not sent in it', webUrl, (url) => {
    const other = new URL(url);
    [other.search, other.hash, other.username, other.password] = ['?other', '#other', 'other', 'other'];
    expect(htuOf(other)).toBe(htuOf(url));
    expect(htuOf(url)).not.toMatch(/[?#\s\\]/);
  });
});

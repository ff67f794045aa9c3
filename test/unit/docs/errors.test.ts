import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/domain/errors.ts';
import { CAUSE_CODES } from '../../../src/domain/explanation.ts';
import { SITE_ERROR_CODES } from '../../../src/messaging/site-contract.ts';

/** For each part of the page what it says of each code, in the order in which it does. */
let parts: ReadonlyMap<string, ReadonlyMap<string, string>>;

beforeAll(async () => {
  const page = await readFile('docs/errors.md', 'utf8');
  parts = new Map(
    page.split(/^## /m).map((part) => {
      const [title = ''] = part.split('\n');
      const entries = part.split(/^### /m).slice(1).map(entryOf);
      return [title, new Map(entries)] as const;
    }),
  );
});

function entryOf(entry: string): readonly [code: string, text: string] {
  const [code = '', ...text] = entry.split('\n');
  return [code, text.join(' ').trim()];
}

describe('docs/errors.md', () => {
  it.each([
    ['Failures', ERROR_CODES],
    ['What sites are told', SITE_ERROR_CODES],
    ['Causes', CAUSE_CODES],
  ])(
    'says of every code under “%s” what it means, its cause and what mends it, and of no other',
    (title, codes) => {
      const entries = parts.get(title);
      expect([...(entries?.keys() ?? [])]).toEqual([...codes]);
      for (const text of entries?.values() ?? []) expect(text).toMatch(/^\S.+\. _Cause:_ .+\. _Mend:_ .+\.$/);
    },
  );
});

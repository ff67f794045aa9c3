import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What is protected: for each heading, what is said under it. */
const threats = readFileSync('SECURITY.md', 'utf8')
  .split(/^## /m)
  .flatMap((part) => part.split(/^### /m).slice(1))
  .map((threat) => [threat.split('\n')[0] ?? '', threat] as const);

describe('SECURITY.md', () => {
  it('says of each of the eighteen threats what is done about it', () => {
    const numbers = threats.flatMap(([title]) => /^(\d+)\. /.exec(title)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: 18 }, (_, index) => String(index + 1)));
  });

  it.each(threats)('names tests of both kinds, which are there: %s', (_title, text) => {
    const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
    expect(named).toContainEqual(expect.stringMatching(/^test\/(unit|integration)\/.+\.test\.ts$/));
    expect(named).toContainEqual(expect.stringMatching(/^test\/e2e\/.+\.test\.ts$/));
    for (const entry of text.split(/^- /m).slice(1)) expect(entry).toMatch(/_Tests:_ `test\//);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { threatsIn } from '../../../scripts/threat-table.ts';

const security = readFileSync('SECURITY.md', 'utf8');
const threats = threatsIn(security).map((threat) => [threat.title, threat] as const);

describe('SECURITY.md', () => {
  it('says of each of the eighteen threats what is done about it', () => {
    const numbers = threats.flatMap(([title]) => /^(\d+)\. /.exec(title)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: 18 }, (_, index) => String(index + 1)));
  });

  it.each(threats)('names tests of both kinds, which are there: %s', (title, { text, tests: named }) => {
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
    expect(named).toContainEqual(expect.stringMatching(/^test\/(unit|integration)\/.+\.test\.ts$/));
    expect(named).toContainEqual(expect.stringMatching(/^test\/e2e\/.+\.test\.ts$/));
    expect(security, 'and counts them').toContain(`| ${title} `);
    for (const entry of text.split(/^- /m).slice(1)) expect(entry).toMatch(/_Tests:_ `test\//);
  });
});

import { readFileSync } from 'node:fs';
import { passedIn, type Stories } from './test-parts.ts';

/** What `npm test` has tried of each threat: how many tests of those that SECURITY.md names for it have passed where. */
export function threatTable(withoutBrowser: Stories, chromium: Stories, firefox: Stories): readonly string[] {
  const rows = threatsIn(readFileSync('SECURITY.md', 'utf8')).map(({ title, tests }) => [
    title,
    ...[withoutBrowser, chromium, firefox].map((stories) =>
      String(tests.reduce((sum, path) => sum + passedIn(stories.get(path)), 0)),
    ),
  ]);
  const all = [['threat', 'no browser', 'Chromium', 'Firefox'], ...rows];
  const width = Math.max(...all.map(([title = '']) => title.length));
  return all.map(([title = '', ...counts]) =>
    [title.padEnd(width), ...counts.map((count) => count.padStart(10))].join(' '),
  );
}

interface Threat {
  readonly title: string;
  /** The paths of the tests that are named for it. */
  readonly tests: readonly string[];
}

/** What is protected: each heading, and what is said under it. */
export function threatsIn(security: string): readonly (Threat & { readonly text: string })[] {
  return security
    .split(/^## /m)
    .flatMap((part) => part.split(/^### /m).slice(1))
    .map((text) => ({
      title: text.split('\n')[0] ?? '',
      text,
      tests: [...new Set([...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path))],
    }));
}

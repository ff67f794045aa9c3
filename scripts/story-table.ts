import { basename } from 'node:path';
import { NOT_IN_FIREFOX } from '../test/e2e/limits.ts';
import { passedIn, type Stories, type Story } from './test-parts.ts';

/** Each story in each browser: how many of its tests passed, and what Firefox has no part in, with the reason. */
export function storyTable(inChromium: Stories, inFirefox: Stories): readonly string[] {
  const [chromium, firefox] = [byName(inChromium), byName(inFirefox)];
  const names = [...new Set([...chromium.keys(), ...firefox.keys()])].sort();
  const width = Math.max(...names.map((name) => name.length));
  const row = (name: string, first: string, second: string) =>
    `${name.padEnd(width)}  ${first.padEnd(10)}${second}`.trimEnd();
  return [
    row('story', 'Chromium', 'Firefox'),
    ...names.map((name) =>
      row(name, cellOf(chromium.get(name)), NOT_IN_FIREFOX[name] ?? cellOf(firefox.get(name))),
    ),
  ];
}

function byName(stories: Stories): Stories {
  return new Map([...stories].map(([path, told]) => [basename(path, '.test.ts'), told]));
}

function cellOf(stories: readonly Story[] | undefined): string {
  if (stories === undefined) return '–';
  const passed = passedIn(stories);
  const failed = stories.filter(({ status }) => status === 'failed').length;
  const reasons = stories.filter(({ status }) => status === 'skipped').map(({ title }) => reasonIn(title));
  const others = [...new Set(reasons)].map((reason) => `${countOf(reason, reasons)} not: ${reason}`);
  return [String(passed), ...(failed === 0 ? [] : [`${failed} failed`]), ...others].join(', ');
}

/** As `notInFirefox` writes it. */
function reasonIn(title: string): string {
  return title.split(' – ').at(-1) ?? title;
}

function countOf(reason: string, reasons: readonly string[]): number {
  return reasons.filter((one) => one === reason).length;
}

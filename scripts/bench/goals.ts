import { readFile, writeFile } from 'node:fs/promises';
import { say } from '../terminal.ts';
import { chart } from './chart.ts';
import { isTrial, table, writeSection } from './results.ts';

/** What a bench measures, against what, and the ratio that it should come to at most. */
export interface Goal {
  readonly what: string;
  readonly against: string;
  readonly most: number;
}

/** A goal, and the ratio that was measured last; null where it never was. */
export interface Reached extends Goal {
  readonly ratio: number | null;
}

const GOALS = {
  'get-stub': { what: 'GET of 6 KB, instant stub', against: 'Inrupt', most: 0.85 },
  'get-stub-far': { what: 'the same, 50 ms away', against: 'Inrupt', most: 0.55 },
  'get-css-far': { what: 'GET of 6 KB, Community Solid Server 50 ms away', against: 'Inrupt', most: 0.64 },
  'many-stub': { what: '200 GETs, 20 at a time, instant stub', against: 'Inrupt', most: 0.79 },
  'many-stub-far': { what: 'the same, 50 ms away', against: 'Inrupt', most: 0.52 },
  whole: { what: 'GET of 20 MB, taken whole', against: 'the page’s own fetch', most: 1.3 },
  stream: { what: 'the same, read as it comes', against: 'the page’s own fetch', most: 1.3 },
  put: { what: 'PUT of 5 MB', against: 'the page’s own fetch', most: 0.2 },
  navigation: { what: 'private page, opened', against: 'public page', most: 1.5 },
  pictures: { what: 'page of 50 private pictures', against: 'public pictures', most: 2 },
  elsewhere: { what: 'page of 300 requests, not connected', against: 'without Latchkey', most: 1.01 },
  firefox: { what: 'GET of 6 KB in Firefox', against: 'Inrupt', most: 0.95 },
  scale: { what: 'GET of 6 KB with 100 identities, 10,000 grants', against: 'with one of each', most: 1.5 },
  popup: { what: 'popup of 100 identities, opened', against: 'with one identity', most: 1.2 },
} as const satisfies Record<string, Goal>;

export type GoalName = keyof typeof GOALS;

const MEASURED = 'docs/benchmarks.json';
const CHART = 'docs/images/benchmarks.svg';

/** Keeps the ratios that a bench has come to, and draws the table and the chart of all of them. */
export async function reach(ratios: Partial<Record<GoalName, number>>): Promise<void> {
  const before = JSON.parse(await readFile(MEASURED, 'utf8').catch(() => '{}')) as typeof ratios;
  const measured = { ...before, ...ratios };
  const names = Object.keys(GOALS) as GoalName[];
  const kept = Object.fromEntries(names.flatMap((name) => entryOf(name, measured[name])));
  if (!isTrial) await writeFile(MEASURED, `${JSON.stringify(kept, null, 2)}\n`);
  const reached = names.map((name): Reached => ({ ...GOALS[name], ratio: measured[name] ?? null }));
  if (!isTrial) await writeFile(CHART, chart(reached));
  await writeSection('## Goals', section(reached));
  for (const name of names) {
    const ratio = ratios[name];
    if (ratio !== undefined)
      say(`  ${GOALS[name].what}: ${ratio.toFixed(2)}, at most ${GOALS[name].most} is wanted`);
  }
}

function entryOf(name: GoalName, ratio: number | undefined): readonly [GoalName, number][] {
  return ratio === undefined ? [] : [[name, Math.round(ratio * 1000) / 1000]];
}

function section(reached: readonly Reached[]): string {
  const rows = reached.map(({ what, against, most, ratio }) => [
    what,
    against,
    ratio === null ? '–' : ratio.toFixed(2),
    String(most),
    ratio === null ? '' : ratio <= most ? 'yes' : 'no',
  ]);
  return `Ratios of medians, of the last run of each bench: below 1, Latchkey is faster than what it is measured against. Why a goal
is not reached is said with the bench.

![Each ratio as a bar, with its goal](images/benchmarks.svg)

${table([['what', 'against', 'ratio', 'goal', 'reached'], ...rows])}`;
}

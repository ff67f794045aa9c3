import { reach } from './goals.ts';
import type { Loading } from './load-site.ts';
import { type Measured, quantile } from './report.ts';
import { machine, table, writeSection } from './results.ts';

/** Pages that were loaded in turn. */
export interface Loads {
  readonly title: string;
  readonly sides: readonly { readonly name: string; readonly loadings: readonly Loading[] }[];
}

type LoadsOfSide = Loads['sides'][number];

/** Until a page had all that it asked for. */
export function timesOf({ name, loadings }: LoadsOfSide): Measured {
  return { name, times: loadings.map(({ shown }) => shown) };
}

/** Writes what the loads came to: pages that are not connected, and the pod's own. */
export async function writeLoads(
  strangers: readonly Loads[],
  pictures: Loads,
  browser: string,
): Promise<void> {
  await writeSection('## `npm run bench -- load`', section(strangers, pictures, browser));
  await reach({
    elsewhere: ratioOf(strangers[0], 'with Latchkey', 'without'),
    pictures: ratioOf(pictures, 'private, signed', 'public, with Latchkey'),
  });
}

/** The ratio of the medians of two sides, by their names. */
function ratioOf(loads: Loads | undefined, side: string, base: string): number {
  const median = (name: string) => {
    const found = loads?.sides.find((one) => one.name === name);
    return found === undefined ? Number.NaN : quantile(timesOf(found).times, 0.5);
  };
  return median(side) / median(base);
}

function section(strangers: readonly Loads[], pictures: Loads, browser: string): string {
  const rounds = pictures.sides[0]?.loadings.length ?? 0;
  return `From the moment in which the page before leaves until the page has all that it asked for, as it tells itself: no
debugger is attached. One browser loads at a time, in turn, and none is always first; each URL is new; n = ${rounds} for each
side and row. In the browser with Latchkey somebody is signed in, her pod is known, its host and all names of this
machine are allowed, and one other site is connected.
${machine(browser)}

A page of 300 requests (150 pictures, 60 scripts, 40 style sheets, 50 \`fetch\`) that is not connected. "Again" is a
second browser without Latchkey: how far its ratio is from 1, chance alone may carry the others. "Idle" is a browser
with an extension of the same permissions that does nothing; "listening" with one that listens to the same requests
in the same way and does nothing else.

${table([['page at', 'without', 'again', 'idle', 'listening', 'Latchkey', 'again, ratio', 'idle', 'listening', 'Latchkey'], ...strangers.map(strangersRow)])}

A page of 50 pictures in a pod whose own site is connected, at a Community Solid Server. Public pictures beside the
same ones, private.

${table([['', 'median', 'p95', 'to public, with Latchkey'], ...picturesRows(pictures)])}

${table([['until', ...pictures.sides.map(({ name }) => name)], ...phases(pictures)])}`;
}

function strangersRow({ title, sides }: Loads): readonly string[] {
  const times = sides.map((side) => timesOf(side).times);
  const medians = times.map((one) => quantile(one, 0.5));
  const [without = 0, ...others] = medians;
  return [title, ...medians.map(milliseconds), ...others.map((median) => (median / without).toFixed(3))];
}

function picturesRows({ sides }: Loads): readonly (readonly string[])[] {
  const base = quantile(sides.map((side) => timesOf(side).times)[1] ?? [], 0.5);
  return sides.map((side) => {
    const { name, times } = timesOf(side);
    const median = quantile(times, 0.5);
    return [name, milliseconds(median), milliseconds(quantile(times, 0.95)), (median / base).toFixed(2)];
  });
}

/** How far a page is, and when. */
const PHASES: readonly (readonly [string, keyof Loading])[] = [
  ['the page that is shown begins to arrive', 'answered'],
  ['the first picture is there', 'first'],
  ['the `load` event', 'loaded'],
  ['all pictures are there', 'shown'],
];

function phases({ sides }: Loads): readonly (readonly string[])[] {
  return PHASES.map(([what, phase]) => [
    what,
    ...sides.map(({ loadings }) =>
      milliseconds(
        quantile(
          loadings.map((loading) => loading[phase]),
          0.5,
        ),
      ),
    ),
  ]);
}

function milliseconds(time: number): string {
  return `${time.toFixed(1)} ms`;
}

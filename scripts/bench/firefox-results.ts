import { type Measured, quantile } from './report.ts';
import { machine, table, writeSection } from './results.ts';

/** Writes what Latchkey costs in Firefox. */
export async function writeFirefox(
  fetches: readonly Measured[],
  loads: ReadonlyMap<string, readonly Measured[]>,
  version: string,
): Promise<void> {
  await writeSection('## `npm run bench -- firefox`', section(fetches, loads, version));
}

function section(
  fetches: readonly Measured[],
  loads: ReadonlyMap<string, readonly Measured[]>,
  version: string,
): string {
  const [first = []] = [...loads.values()];
  return `In Firefox Latchkey's listeners hold a request up while it is signed. "Without" is a Firefox that has an extension
without any right in Latchkey's place; "again" is a second one: how far its ratio is from 1, chance alone may carry the
others. All are asked in turn, and none is always first; each URL is new. Ratios are of medians, to "without".
${machine(version, 'Firefox')}

A GET of 6 KB by a page of another origin, from the call to the last byte, at a stub that answers at once. n = ${countOf(fetches)}
for each row.

${table([['', 'median', 'p95', 'ratio'], ...rows(fetches)])}

From the moment in which the page before leaves until a page of 300 requests that is not connected has all that it
asked for, as it tells itself. n = ${countOf(first)} for each row.

${table([['page at', '', 'median', 'p95', 'ratio'], ...[...loads].flatMap(([host, sides]) => rows(sides).map((row) => [host, ...row]))])}`;
}

function countOf([first]: readonly Measured[]): number {
  return first?.times.length ?? 0;
}

/** Each side beside the first. */
function rows(sides: readonly Measured[]): readonly (readonly string[])[] {
  const base = quantile(sides[0]?.times ?? [], 0.5);
  return sides.map(({ name, times }) => {
    const [median, slow] = [quantile(times, 0.5), quantile(times, 0.95)];
    return [name, `${median.toFixed(1)} ms`, `${slow.toFixed(1)} ms`, (median / base).toFixed(2)];
  });
}

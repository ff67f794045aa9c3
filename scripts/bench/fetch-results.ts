import { LIBRARIES, type Library, type Side, type Times } from './race.ts';
import { quantile } from './report.ts';
import { machine, table, writeSection } from './results.ts';

/** What one race came to. */
export interface Result {
  readonly size: string;
  readonly place: string;
  readonly roundTrip: number;
  readonly times: Times;
  /** Requests on the wire for each that a side made. */
  readonly requests: Readonly<Record<Side, number>>;
}

const NAMES: Readonly<Record<Side, string>> = {
  page: 'page, public',
  inrupt: 'Inrupt',
  uvdsl: 'uvdsl',
  latchkey: '`solid.fetch`',
};
const COLUMNS = [
  'body, server',
  'added',
  ...Object.values(NAMES),
  'p95',
  'to Inrupt',
  'to uvdsl',
  'to the page',
  'requests',
];

/** Writes what the races came to. */
export async function writeResults(
  bench: string,
  results: readonly Result[],
  version: string,
  browser = 'Chromium',
): Promise<void> {
  await writeSection(`## \`npm run bench -- ${bench}\``, section(results, machine(version, browser)));
}

/** The ratio of the medians of `solid.fetch` and of another side. */
export function ratioTo(side: 'page' | Library, { times }: Pick<Result, 'times'>): number {
  return median(times.latchkey) / median(times[side]);
}

function section(results: readonly Result[], machine: string): string {
  const n = [...new Set(results.map(({ size, times }) => `${times.latchkey.length} of ${size}`))].join(', ');
  return `\`solid.fetch\` beside the \`session.fetch\` of \`@inrupt/solid-client-authn-browser\` and the \`session.authFetch\` of
\`@uvdsl/solid-oidc-client-browser\`, signed in as the same person in the same page, and beside the page's own \`fetch\` of a
public copy. From the call to the last byte of the body, in milliseconds, medians, and the 95th percentile of
\`solid.fetch\`; each URL is new; all are asked in turn, and each of them is first as often as the others. The libraries use
the browser's own \`fetch\`, as where there is no Latchkey. The stub answers at once whoever brings both headers; both
servers stand behind the same listener, which adds the round trip to every request, preflights too. "200 GETs" are of
6 KB, 20 at a time. "Requests" are those on the wire for one request, by Inrupt, by uvdsl and by \`solid.fetch\`. All get
the same bytes, by SHA-256. The page is driven through a debugger; for what goes on without one see
\`bodies\`. n for each side and row: ${n}.
${machine}

${table([COLUMNS, ...results.map(row)])}`;
}

function row(result: Result): readonly string[] {
  const { size, place, roundTrip, times, requests } = result;
  return [
    `${size}, ${place}`,
    `${roundTrip} ms`,
    ...(Object.keys(NAMES) as Side[]).map((side) => median(times[side]).toFixed(1)),
    quantile(times.latchkey, 0.95).toFixed(1),
    ...([...LIBRARIES, 'page'] as const).map((side) => ratioTo(side, result).toFixed(2)),
    ([...LIBRARIES, 'latchkey'] as const).map((side) => requests[side].toFixed(1)).join(', '),
  ];
}

function median(times: readonly number[]): number {
  return quantile(times, 0.5);
}

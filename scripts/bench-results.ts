import { cpus } from 'node:os';
import process from 'node:process';
import type { Side, Times } from './bench-page.ts';
import { quantile } from './bench-report.ts';
import { replaceSection } from './document-section.ts';

/** What one race came to. */
export interface Result {
  readonly size: string;
  readonly place: string;
  readonly roundTrip: number;
  readonly times: Times;
  /** Requests on the wire for each that a side made. */
  readonly requests: Readonly<Record<Side, number>>;
}

const FILE = 'docs/benchmarks.md';
const COLUMNS = [
  'body, server',
  'added',
  'page, public',
  'Inrupt',
  '`solid.fetch`',
  'to Inrupt',
  'to the page',
  'requests',
];

/** Writes what the races came to. */
export async function writeResults(results: readonly Result[], browser: string): Promise<void> {
  await writeSection('fetch', section(results, browser));
}

/** Replaces the section of the document that a bench owns. */
export async function writeSection(bench: string, section: string): Promise<void> {
  await replaceSection(FILE, `## \`npm run bench -- ${bench}\``, section);
}

/** On what was measured. */
export function machine(version: string, browser = 'Chromium'): string {
  const [cpu] = cpus();
  return `${browser} ${version}, headless; Node.js ${process.versions.node}; ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}.`;
}

function section(results: readonly Result[], browser: string): string {
  const n = [...new Set(results.map(({ size, times }) => `${times.latchkey.length} of ${size}`))].join(', ');
  return `\`solid.fetch\` beside the \`session.fetch\` of \`@inrupt/solid-client-authn-browser\`, signed in as the same person in
the same page, and beside the page's own \`fetch\` of a public copy. From the call to the last byte of the body, in
milliseconds, medians; each URL is new; the three are asked in turn, and each of them is first as often as the others.
The stub answers at once whoever brings both headers; both servers stand behind the same listener, which adds the
round trip to every request, preflights too. "Requests" are those on the wire for one GET, by Inrupt and by
\`solid.fetch\`. Both get the same bytes, by SHA-256. n for each side and row: ${n}.
${machine(browser)}

${table([COLUMNS, ...results.map(row)])}`;
}

function row({ size, place, roundTrip, times, requests }: Result): readonly string[] {
  const [page, inrupt, latchkey] = [median(times.page), median(times.inrupt), median(times.latchkey)];
  return [
    `${size}, ${place}`,
    `${roundTrip} ms`,
    page.toFixed(1),
    inrupt.toFixed(1),
    latchkey.toFixed(1),
    (latchkey / inrupt).toFixed(2),
    (latchkey / page).toFixed(2),
    `${requests.inrupt.toFixed(1)}, ${requests.latchkey.toFixed(1)}`,
  ];
}

function median(times: readonly number[]): number {
  return quantile(times, 0.5);
}

/** A table in Markdown; its first row is its head. */
export function table([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

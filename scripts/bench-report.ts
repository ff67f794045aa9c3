import { say } from './terminal.ts';

/** The times that one side of a comparison took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly times: readonly number[];
}

/** Prints medians, 95th percentiles and the ratio of medians of two sides that were measured in turn. */
export function compare(base: Measured, other: Measured): void {
  say();
  for (const { name, times } of [base, other]) {
    const [median, slow] = [quantile(times, 0.5), quantile(times, 0.95)];
    say(`  ${name.padEnd(28)} median ${cell(median)} ms   p95 ${cell(slow)} ms   n = ${times.length}`);
  }
  const ratio = quantile(other.times, 0.5) / quantile(base.times, 0.5);
  say(`\n  ratio of medians: ${ratio.toFixed(2)}\n`);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, another) => one - another);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function cell(time: number): string {
  return time.toFixed(1).padStart(7);
}

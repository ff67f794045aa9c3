import { say } from '../terminal.ts';

/** The times that something took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly times: readonly number[];
}

/** Prints medians and 95th percentiles of two sides that were measured in turn, and returns the ratio of medians. */
export function compare(base: Measured, other: Measured): number {
  tell('', [base, other]);
  const ratio = quantile(other.times, 0.5) / quantile(base.times, 0.5);
  say(`\n  ratio of medians: ${ratio.toFixed(2)}`);
  return ratio;
}

/** Prints medians and 95th percentiles. */
export function tell(title: string, measured: readonly Measured[]): void {
  say(`\n  ${title}`.trimEnd());
  const width = Math.max(...measured.map(({ name }) => name.length));
  for (const { name, times } of measured) {
    const [median, slow] = [quantile(times, 0.5), quantile(times, 0.95)];
    say(`  ${name.padEnd(width)} median ${cell(median)} ms   p95 ${cell(slow)} ms   n = ${times.length}`);
  }
}

/** The time below which a share of the times lies. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, another) => one - another);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function cell(time: number): string {
  return time.toFixed(1).padStart(7);
}

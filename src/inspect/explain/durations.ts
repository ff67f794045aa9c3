/** The units of time, in milliseconds, the largest first. */
const UNITS = [
  ['day', 24 * 3600_000],
  ['hour', 3600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A length of time in its largest whole unit: "2 hours". In milliseconds. */
export function durationText(length: number): string {
  const [name, unit] = UNITS.find(([, one]) => Math.abs(length) >= one) ?? UNITS[3];
  const count = Math.floor(Math.abs(length) / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** How a clock stands to this device's: "2 hours ahead of this device’s clock". Both in milliseconds. */
export function skewText(date: number, now: number): string {
  return `${durationText(date - now)} ${date > now ? 'ahead of' : 'behind'} this device’s clock`;
}

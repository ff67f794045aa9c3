/** The units of time, in milliseconds, the largest first. */
const UNITS = [
  ['year', 365 * 24 * 3600_000],
  ['month', 30 * 24 * 3600_000],
  ['week', 7 * 24 * 3600_000],
  ['day', 24 * 3600_000],
  ['hour', 3600_000],
  ['minute', 60_000],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago something was, in its largest whole unit: "3 days ago". Both in milliseconds since the epoch. */
export function agoText(then: number, now: number): string {
  const past = now - then;
  const unit = UNITS.find(([, length]) => past >= length);
  return unit === undefined ? 'just now' : words.format(-Math.floor(past / unit[1]), unit[0]);
}

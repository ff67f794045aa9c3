const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** How far a time is from now, in its two largest units: "in 59 min 12 s", "3 d 4 h ago". In milliseconds. */
export function distanceText(time: number, now: number): string {
  const length = lengthText(Math.abs(time - now));
  if (length === '') return 'now';
  return time > now ? `in ${length}` : `${length} ago`;
}

function lengthText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '';
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(' ');
}

/** A time as a clock and a calendar on this device tell it. */
export function localText(time: number): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

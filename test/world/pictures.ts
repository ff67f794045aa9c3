import { colour, png } from './png.ts';

/** A portrait of a person: head and shoulders before a coloured wall. */
export function portrait(hue: number): Uint8Array<ArrayBuffer> {
  const size = 96;
  return png(size, size, (x, y) => {
    const isHead = Math.hypot(x - 48, y - 38) < 17;
    const isBody = Math.hypot((x - 48) / 34, (y - 100) / 38) < 1;
    return isHead || isBody ? colour(hue, 0.45, 0.93) : colour(hue, 0.5, 0.5 - y / 500);
  });
}

/** A landscape for a private page: hills under an evening sky. */
export function landscape(hue: number): Uint8Array<ArrayBuffer> {
  return png(480, 200, (x, y) => {
    if (Math.hypot(x - 360, y - 64) < 26) return colour(45, 0.9, 0.78);
    if (y > 160 + 18 * Math.sin(x / 47)) return colour(hue, 0.45, 0.24);
    if (y > 125 + 26 * Math.sin(x / 83 + 2)) return colour(hue, 0.42, 0.38);
    return colour(hue + y / 6, 0.55, 0.62 + y / 800);
  });
}

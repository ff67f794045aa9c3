import type { WebId } from './identity.ts';

/** White letters keep a contrast of 4.5:1 on each. */
const COLOURS = [
  '#3f6fb5',
  '#8a4b78',
  '#2f7658',
  '#a3512b',
  '#5b5fb0',
  '#756419',
  '#b0405c',
  '#2d7080',
] as const;

/** The colour that stands for a person without a photo; it stays the same for the WebID. */
export function colourOf(webId: WebId): string {
  let hash = 0;
  for (const character of webId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return COLOURS[hash % COLOURS.length] ?? COLOURS[0];
}

/** The first letters of the first and the last word; marks stay with the letter that they belong to. */
export function initialsOf(name: string): string {
  const letters = name
    .split(/\s+/)
    .map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined);
  const [first = '?'] = letters;
  return (letters.length > 1 ? first + (letters.at(-1) ?? '') : first).toUpperCase();
}

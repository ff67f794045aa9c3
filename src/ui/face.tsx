import type { WebId } from '../domain/identity.ts';
import './face.css';

const COLOURS = 8;

/** A person at a glance: the photo, else initials on a colour that stays the same for the WebID. */
export function Face({ webId, name, photo }: { webId: WebId; name: string; photo: string | null }) {
  if (photo !== null) return <img class="face" src={photo} alt="" />;
  return (
    <span class={`face face-${colourOf(webId)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** The face of nobody, for Anonymous. */
export function NoFace() {
  return (
    <span class="face nobody" aria-hidden="true">
      –
    </span>
  );
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

/** The number of a WebID's colour. */
export function colourOf(webId: WebId): number {
  let hash = 0;
  for (const character of webId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % COLOURS;
}

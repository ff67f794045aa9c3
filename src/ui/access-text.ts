import { MODES, type Mode } from '../domain/grant.ts';

const VERBS: Record<Mode, string> = { read: 'read', append: 'add', write: 'change' };

/** What a site does under the modes that it was granted: "reads, adds, changes". */
export function doneWords(modes: readonly Mode[]): string {
  return verbs(modes)
    .map((verb) => `${verb}s`)
    .join(', ');
}

/** What a site asks for: "read, add, change". */
export function askedWords(modes: readonly Mode[]): string {
  return verbs(modes).join(', ');
}

function verbs(modes: readonly Mode[]): readonly string[] {
  return MODES.filter((mode) => modes.includes(mode)).map((mode) => VERBS[mode]);
}

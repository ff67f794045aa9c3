import { type Lifetime, MODES, type Mode, type Site } from '../domain/grant.ts';

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

/** What a site is called: a host alone stands for https, everything else shows whole. */
export function siteLabel(site: Site): string {
  return site.replace(/^https:\/\//, '');
}

const LIFETIMES: Record<Lifetime['until'], string> = {
  document: 'this page only',
  'sign-out': 'until sign-out',
  revoked: 'always',
};

/** How long a grant lasts, in words. */
export function lifetimeWords(until: Lifetime['until']): string {
  return LIFETIMES[until];
}

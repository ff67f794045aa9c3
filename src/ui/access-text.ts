import type { Mode } from '../domain/grant.ts';

/** What may be done in a pod, from the least to the most. */
export const MODES: readonly Mode[] = ['read', 'append', 'write'];

const VERBS: Record<Mode, string> = { read: 'reads', append: 'adds', write: 'changes' };

/** What a site does under the modes that it was granted: "reads, adds, changes". */
export function modeWords(modes: readonly Mode[]): string {
  return MODES.filter((mode) => modes.includes(mode))
    .map((mode) => VERBS[mode])
    .join(', ');
}

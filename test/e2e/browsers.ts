import { inject, test } from 'vitest';

export const inFirefox = inject('browser') === 'firefox';

/**
 * Declares a test of what Firefox does otherwise, or does not have.
 *
 * @param reason why, for the table of stories and browsers that `npm test` prints
 */
export function notInFirefox(reason: string): (name: string, run: () => Promise<void>) => void {
  return (name, run) => {
    if (inFirefox) test.skip(`${name} – ${reason}`);
    else test(name, run);
  };
}

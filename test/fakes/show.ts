/** Marks the lines that `npm test` passes on from the output of a suite. */
export const SHOWN = '▏';

/** Prints what a run of the tests is to show besides its verdict, such as a table. */
export function show(...lines: readonly string[]): void {
  console.info(lines.map((line) => `${SHOWN} ${line}`).join('\n'));
}

import process from 'node:process';
import fc from 'fast-check';
import { it } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many inputs a property was tried with, and how many of them it was wrong for. */
    property?: { inputs: number; wrong: number };
  }
}

/** Set by `npm run test:fuzz`; in `npm test` each property is tried with fewer inputs, and others each time. */
const INPUTS = Number(process.env['LATCHKEY_INPUTS'] ?? 1_000);
const SEED = Number(process.env['LATCHKEY_SEED'] ?? Date.now() % 2 ** 31);

/**
 * A test that something holds for all inputs of a kind. All of them are tried, also after one was wrong; the failure
 * then tells the smallest that is.
 */
export function property<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): void {
  it(name, async ({ task }) => {
    const tally = { inputs: 0, wrong: 0 };
    task.meta.property = tally;
    const holds = async (input: Input) => {
      tally.inputs += 1;
      try {
        await check(input);
      } catch {
        tally.wrong += 1;
      }
    };
    const parameters = { numRuns: INPUTS, seed: SEED };
    await fc.assert(fc.asyncProperty(inputs, holds), parameters);
    if (tally.wrong > 0)
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => check(input)),
        parameters,
      );
  });
}

import { type Failure, toFailure } from '../../src/domain/errors.ts';

/** What something fails with, as a person would learn of it. */
export function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    return toFailure(error);
  }
  throw new Error('It did not fail.');
}

/** The code of what something that takes time fails with, or null where it does not fail. */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return await work.then(
    () => null,
    (error: unknown) => toFailure(error).code,
  );
}

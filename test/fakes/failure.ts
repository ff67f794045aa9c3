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

/**
 * The code of what something that takes time fails with, or null where it does not fail. After `resetModules`
 * there are several classes of our errors, so none is asked for.
 */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return await work.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'internal'),
  );
}

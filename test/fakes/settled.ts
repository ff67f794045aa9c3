import type { SignIn } from '../../src/domain/view.ts';

/** The part of a worker that tells of its sign-in. */
interface Worker {
  readonly signInState: () => Promise<SignIn>;
  readonly onChange: (listener: () => void) => void;
}

/**
 * Resolves with what a sign-in comes to that has just begun: a question or an end, as the popup learns of it.
 */
export function settled({ signInState, onChange }: Worker): Promise<Exclude<SignIn, { step: 'working' }>> {
  return new Promise((resolve) => {
    // What is stored until it begins is another's end, and any change has it read.
    let hasBegun = false;
    onChange(() => {
      void signInState().then((state) => {
        if (state.step === 'working') hasBegun = true;
        else if (hasBegun) resolve(state);
      });
    });
  });
}

import type { SignIn } from '../src/domain/view.ts';
import { FailureNotice } from '../src/ui/notice.tsx';
import type { Actions } from './actions.ts';

interface SignInFailureProps {
  readonly failed: Extract<SignIn, { step: 'failed' }>;
  readonly actions: Actions;
}

/** Why a sign-in came to nothing, and the way to try it once more. */
export function SignInFailure({ failed: { input, failure }, actions }: SignInFailureProps) {
  return (
    <FailureNotice failure={failure}>
      {input !== '' && (
        <button type="button" onClick={() => actions.signIn(input)}>
          Try again
        </button>
      )}
      <button type="button" class="quiet" onClick={actions.dismissSignIn}>
        Dismiss
      </button>
    </FailureNotice>
  );
}

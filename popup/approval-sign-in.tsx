import { useRef } from 'preact/hooks';
import type { View } from '../src/domain/view.ts';
import type { StartActions } from './actions.ts';
import { SignInSection } from './sign-in-section.tsx';

interface ApprovalSignInProps {
  readonly view: View;
  readonly actions: StartActions;
  /** Whether nobody is signed in, so that nothing can be allowed yet. */
  readonly isNeeded: boolean;
}

/** The sign-in that comes first, or that was started here meanwhile. */
export function ApprovalSignIn({ view, actions, isNeeded }: ApprovalSignInProps) {
  const { step } = view.signIn;
  const isUnderWay = step !== 'idle' && step !== 'done' && step !== 'failed';
  // A failure that was there before the question is none of the question's.
  const wasUnderWay = useRef(false);
  wasUnderWay.current ||= isUnderWay;
  if (!isNeeded && !isUnderWay && !(wasUnderWay.current && step === 'failed')) return null;
  return (
    <>
      {isNeeded && (
        <p class="notice">Nobody is signed in yet. Sign in first; then you choose what the site may do.</p>
      )}
      <SignInSection view={view} actions={actions} />
    </>
  );
}

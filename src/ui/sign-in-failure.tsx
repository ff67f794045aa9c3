import type { ComponentChildren } from 'preact';
import type { ErrorCode, Failure } from '../domain/errors.ts';
import { FailureNotice } from './notice.tsx';

interface SignInFailureProps {
  readonly failure: Failure;
  /** Looks at the issuer; null where no address is known. */
  readonly onExamine: (() => void) | null;
  readonly onDismiss: () => void;
  /** What comes before all else that can be done about it. */
  readonly children?: ComponentChildren;
}

/** Why a sign-in came to nothing, and what a person can do about it. */
export function SignInFailure({ failure, onExamine, onDismiss, children }: SignInFailureProps) {
  return (
    <FailureNotice failure={failure}>
      {children}
      {onExamine !== null && isIssuers(failure.code) && (
        <button type="button" onClick={onExamine}>
          Examine the issuer
        </button>
      )}
      <button type="button" class="quiet" onClick={onDismiss}>
        Dismiss
      </button>
    </FailureNotice>
  );
}

/** Whether what an issuer says about itself may explain a failure. */
function isIssuers(code: ErrorCode): boolean {
  return /^(issuer|registration|client|token)-/.test(code);
}

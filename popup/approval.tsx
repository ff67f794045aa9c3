import { useEffect } from 'preact/hooks';
import type { Failure } from '../src/domain/errors.ts';
import { isShut } from '../src/domain/lock.ts';
import type { View } from '../src/domain/view.ts';
import { UnlockOnDemand } from '../src/ui/lock-on-demand.tsx';
import { FailureNotice } from '../src/ui/notice.tsx';
import type { ApprovalActions } from './approval-actions.ts';
import { ApprovalQuestion } from './approval-question.tsx';
import { DENIED } from './denied.ts';
import { LockMissing } from './lock-missing.tsx';
import type { ApprovalState } from './questions.ts';
import '../src/ui/tokens.css';
import '../src/ui/controls.css';
import './approve.css';

interface ApprovalProps {
  readonly state: ApprovalState;
  /** Null until the worker has sent its first view. */
  readonly view: View | null;
  /** What the last action met with, if it failed. */
  readonly failure: Failure | null;
  readonly actions: ApprovalActions;
}

/** The approval window: one site's question after the other, and a person's answers to them. */
export function Approval({ state, view, failure, actions }: ApprovalProps) {
  useEscape(() => (state.step === 'asking' ? actions.answer(state.question.id, DENIED) : actions.close()));
  if (state.step === 'failed') return <Nothing failure={state.failure} onClose={actions.close} />;
  if (state.step === 'none') return <Done onClose={actions.close} />;
  if (state.step === 'reading' || view === null) {
    return (
      <main>
        <p role="status" class="loading dim">
          One moment…
        </p>
      </main>
    );
  }
  if (isShut(view.lock)) {
    return (
      <main>
        <h1>A site asks something</h1>
        {view.lock.state === 'missing' ? (
          <LockMissing />
        ) : (
          <UnlockOnDemand lock={view.lock} actions={actions} />
        )}
      </main>
    );
  }
  return (
    <>
      {failure !== null && (
        <div class="failure">
          <FailureNotice failure={failure}>
            <button type="button" class="quiet" onClick={actions.dismissFailure}>
              Dismiss
            </button>
          </FailureNotice>
        </div>
      )}
      <ApprovalQuestion key={state.question.id} question={state.question} view={view} actions={actions} />
    </>
  );
}

function Nothing({ failure, onClose }: { failure: Failure; onClose: () => void }) {
  return (
    <main>
      <h1>Nothing to answer</h1>
      <FailureNotice failure={failure}>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </FailureNotice>
    </main>
  );
}

/** The window closes by itself; where the browser keeps it open, it says why there is nothing in it. */
function Done({ onClose }: { onClose: () => void }) {
  return (
    <main>
      <h1>All answered</h1>
      <p role="status">No site asks for anything any more. You can close this window.</p>
      <div class="row">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </main>
  );
}

function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Within a word that is being composed, Escape belongs to the input method.
      if (event.key === 'Escape' && !event.isComposing) onEscape();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

import { useEffect } from 'preact/hooks';
import type { Failure } from '../src/domain/errors.ts';
import type { ApprovalAnswer, ApprovalView } from '../src/domain/view.ts';
import { FailureNotice } from '../src/ui/notice.tsx';
import { ApprovalQuestion } from './approval-question.tsx';
import { useArmed } from './arming.ts';
import '../src/ui/tokens.css';
import '../src/ui/controls.css';
import './approve.css';

/** Where the window stands: reading the question, putting it, or without one. */
export type ApprovalState =
  | { readonly step: 'reading' }
  | { readonly step: 'asking'; readonly question: ApprovalView }
  | { readonly step: 'failed'; readonly failure: Failure };

interface ApprovalProps {
  readonly state: ApprovalState;
  readonly onAnswer: (answer: ApprovalAnswer) => void;
  readonly onClose: () => void;
}

/** The approval window: a site's question, and a person's answer to it. */
export function Approval({ state, onAnswer, onClose }: ApprovalProps) {
  const isAsking = state.step === 'asking';
  useEscape(() => (isAsking ? onAnswer('deny') : onClose()));
  if (state.step === 'reading') {
    return (
      <main>
        <p role="status" class="loading dim">
          One moment…
        </p>
      </main>
    );
  }
  if (state.step === 'failed') {
    return (
      <main>
        <h1>Nothing to answer</h1>
        <FailureNotice failure={state.failure}>
          <button type="button" onClick={onClose}>
            Close
          </button>
        </FailureNotice>
      </main>
    );
  }
  return (
    <>
      <ApprovalQuestion question={state.question} />
      <Answers onAnswer={onAnswer} />
    </>
  );
}

/** Leave can be given only once the buttons are armed; it can be denied at any time. */
function Answers({ onAnswer }: { onAnswer: (answer: ApprovalAnswer) => void }) {
  const isArmed = useArmed();
  const allow = (answer: ApprovalAnswer) => ({
    type: 'button' as const,
    'aria-disabled': !isArmed,
    onClick: () => {
      if (isArmed) onAnswer(answer);
    },
  });
  return (
    <footer>
      <button class="first" {...allow('until-sign-out')}>
        Allow until sign-out
      </button>
      <button {...allow('once')}>Allow once</button>
      <button {...allow('always')}>Always allow</button>
      <button type="button" onClick={() => onAnswer('deny')}>
        Deny
      </button>
    </footer>
  );
}

function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

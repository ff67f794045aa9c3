import type { ApprovalAnswer, ApprovalView } from '../src/domain/view.ts';
import type { ApprovalActions } from './approval-actions.ts';
import { useArmed } from './arming.ts';
import { DENIED } from './denied.ts';
import type { Draft } from './draft.ts';

interface ApprovalAnswersProps {
  readonly question: ApprovalView;
  /** Whether anybody is signed in as whom something could be allowed. */
  readonly isReady: boolean;
  readonly draft: Draft;
  readonly actions: ApprovalActions;
}

/** The answers, which stay in sight: leave takes a moment to be armed, denial is there at once. */
export function ApprovalAnswers({ question, isReady, draft, actions }: ApprovalAnswersProps) {
  const { id, waiting } = question;
  return (
    <footer>
      {/* Other pods are another question, so the buttons come anew and unarmed. */}
      {isReady && <Leave key={storagesOf(draft)} id={id} draft={draft} actions={actions} />}
      <button type="button" class="wide" onClick={() => actions.answer(id, DENIED)}>
        Deny
      </button>
      {waiting > 0 && (
        <div class="row wide">
          <p class="small dim grow">{waiting === 1 ? '1 other site waits' : `${waiting} other sites wait`}</p>
          <button type="button" class="quiet" onClick={actions.refuseAll}>
            Refuse all
          </button>
        </div>
      )}
    </footer>
  );
}

interface LeaveProps {
  readonly id: string;
  readonly draft: Draft;
  readonly actions: ApprovalActions;
}

/** Leave can be given only once the buttons are armed, somebody is chosen and something is ticked. */
function Leave({ id, draft: { identity, access, parts }, actions }: LeaveProps) {
  const isArmed = useArmed();
  const isComplete = identity !== null && access.length > 0;
  const allow = (answer: Exclude<ApprovalAnswer, 'deny'>) => ({
    type: 'button' as const,
    'aria-disabled': !isArmed || !isComplete,
    onClick: () => {
      if (isArmed && isComplete) actions.answer(id, { answer, identity: identity.id, access });
    },
  });
  return (
    <>
      <p role="status" class="small wide">
        {identity === null && 'Choose who you are to this site, or deny.'}
        {identity !== null &&
          access.length === 0 &&
          parts.length > 0 &&
          'Tick what the site may do, or deny.'}
      </p>
      <button class="first wide" {...allow('until-sign-out')}>
        Allow until sign-out
      </button>
      <button {...allow('once')}>Allow once</button>
      <button {...allow('always')}>Always allow</button>
    </>
  );
}

function storagesOf({ parts }: Draft): string {
  return parts.flatMap(({ storages }) => storages).join(' ');
}

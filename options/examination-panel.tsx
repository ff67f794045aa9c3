import { useEffect, useId, useRef } from 'preact/hooks';
import type { Examination } from '../src/domain/examination.ts';
import { CopyButton } from '../src/ui/copy-button.tsx';
import { hostOf } from '../src/ui/host.ts';
import { reportOf } from '../src/ui/report.ts';
import type { TaskState } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { Findings } from './findings.tsx';
import './examination.css';

interface ExaminationPanelProps {
  readonly address: string;
  readonly state: TaskState<Examination>;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** What an issuer says about itself, and what follows: being read, read, or why it could not be. */
export function ExaminationPanel({ address, state, onAgain, onClose }: ExaminationPanelProps) {
  const id = useId();
  const heading = useHeadingInView(state.step);
  const host = hostOf(state.step === 'done' ? state.result.metadataUrl : address);
  return (
    <section class="card examination" aria-labelledby={id}>
      <div class="row wrap">
        <h2 class="grow whole" id={id} tabIndex={-1} ref={heading}>
          What <bdi dir="ltr">{host}</bdi> says about itself
        </h2>
        <div class="row wrap">
          {state.step === 'done' && <CopyButton label="Copy report" text={() => reportOf(state.result)} />}
          <button type="button" class="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
      <TaskNotice state={state} doing="Reading what it says…">
        <button type="button" onClick={onAgain}>
          Try again
        </button>
      </TaskNotice>
      <p role="status" class="dim">
        {state.step === 'done' && summaryOf(state.result)}
      </p>
      {state.step === 'done' && <Findings examination={state.result} />}
    </section>
  );
}

/** What was asked for stands at the top of the window, also once it has grown; the keyboard goes on there. */
function useHeadingInView(step: TaskState<Examination>['step']) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (step === 'working') heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [step]);
  return heading;
}

function summaryOf({ deviations }: Examination): string {
  if (deviations.length === 0) return 'Nothing in it deviates from the specifications.';
  return deviations.length === 1
    ? 'One thing in it deviates from the specifications; it stands below.'
    : `${deviations.length} things in it deviate from the specifications; they stand below.`;
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Explanation, Matter, Question } from '../../src/domain/explanation.ts';
import type { View } from '../../src/domain/view.ts';
import { useTask } from '../../src/ui/task.ts';
import { TaskNotice } from '../../src/ui/task-notice.tsx';
import type { DeveloperActions, RepairActions } from './actions.ts';
import { MATTER_TITLES } from './explain-text.ts';
import { ExplanationCard } from './explanation-card.tsx';

export interface ExplainActions extends RepairActions, Pick<DeveloperActions, 'explain'> {}

/** An explanation under way: it can be ended, and only the latest counts. */
export function useExplanation({ explain }: ExplainActions) {
  const { state, run, reset } = useTask<Explanation>();
  const matter = useSignal<Matter>('latchkey');
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const stop = () => {
    running.current.abort();
    reset();
  };
  const start = (asked: () => Question) => {
    running.current.abort();
    running.current = new AbortController();
    const { signal } = running.current;
    const onStep = (next: Matter) => {
      if (!signal.aborted) matter.value = next;
    };
    run(Promise.resolve().then(() => explain(asked(), { signal, onStep })));
  };
  return { state, start, stop, doing: `Looking at: ${MATTER_TITLES[matter.value]}…` };
}

interface ExplanationProps {
  readonly explanation: ReturnType<typeof useExplanation>;
  readonly view: View;
  readonly actions: ExplainActions;
}

/** How an explanation goes, and what came of it. */
export function ExplanationResult({ explanation, view, actions }: ExplanationProps) {
  const { state, start, stop, doing } = explanation;
  return (
    <>
      <TaskNotice state={state} doing={doing} />
      {state.step === 'working' && (
        <button type="button" class="quiet" onClick={stop}>
          Stop
        </button>
      )}
      {state.step === 'done' && (
        <ExplanationCard
          explanation={state.result}
          view={view}
          actions={actions}
          onAgain={() => start(() => state.result.question)}
        />
      )}
    </>
  );
}

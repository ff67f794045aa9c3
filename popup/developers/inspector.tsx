import { useEffect } from 'preact/hooks';
import type { Inspection } from '../../src/domain/inspection.ts';
import type { View } from '../../src/domain/view.ts';
import { useTask } from '../../src/ui/task.ts';
import { TaskNotice } from '../../src/ui/task-notice.tsx';
import type { DeveloperActions } from './actions.ts';

/** An identity's tokens and key, decoded. */
export function Inspector({ view, actions }: { view: View; actions: DeveloperActions }) {
  const { state, run } = useTask<Inspection>();
  const id = view.active;
  useEffect(() => {
    if (id !== null) run(actions.inspect(id));
  }, [id]);
  return (
    <section class="stack" aria-label="Inspector">
      <TaskNotice state={state} doing="Reading the tokens…" />
      {state.step === 'done' && <p class="mono">{state.result.jkt}</p>}
    </section>
  );
}

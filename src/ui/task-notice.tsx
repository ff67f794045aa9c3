import type { ComponentChildren } from 'preact';
import { FailureNotice, Progress } from './notice.tsx';
import type { TaskState } from './task.ts';

interface TaskNoticeProps<Result> {
  readonly state: TaskState<Result>;
  /** What is being done. */
  readonly doing: string;
  /** What to say once it is done, if anything. */
  readonly done?: (result: Result) => ComponentChildren;
  /** What can be done about a failure. */
  readonly children?: ComponentChildren;
}

/** How a piece of work goes. The region itself is always there: screen readers speak what changes in one they know. */
export function TaskNotice<Result>({ state, doing, done, children }: TaskNoticeProps<Result>) {
  return (
    <>
      <div role="status">
        {state.step === 'working' && (
          <div class="notice">
            <p>{doing}</p>
            <Progress />
          </div>
        )}
        {state.step === 'done' && done !== undefined && <p class="notice good">{done(state.result)}</p>}
      </div>
      {state.step === 'failed' && <FailureNotice failure={state.failure}>{children}</FailureNotice>}
    </>
  );
}

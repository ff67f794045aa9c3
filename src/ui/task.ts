import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type Failure, toFailure } from '../domain/errors.ts';

/** Where a piece of work stands that a person started and waits for. */
export type TaskState<Result> =
  | { readonly step: 'idle' }
  | { readonly step: 'working' }
  | { readonly step: 'failed'; readonly failure: Failure }
  | { readonly step: 'done'; readonly result: Result };

export interface Task<Result> {
  readonly state: TaskState<Result>;
  readonly run: (work: Promise<Result>) => void;
  /** Forgets what came of it; what is still under way then comes to nothing here. */
  readonly reset: () => void;
}

/** Follows work that a part of a page waits for: only the latest counts. */
export function useTask<Result>(): Task<Result> {
  const state = useSignal<TaskState<Result>>({ step: 'idle' });
  const latest = useRef<Promise<Result> | null>(null);
  return {
    state: state.value,
    run: (work) => {
      const settle = (settled: TaskState<Result>) => {
        if (latest.current === work) state.value = settled;
      };
      latest.current = work;
      state.value = { step: 'working' };
      work.then(
        (result) => settle({ step: 'done', result }),
        (error: unknown) => settle({ step: 'failed', failure: toFailure(error) }),
      );
    },
    reset: () => {
      latest.current = null;
      state.value = { step: 'idle' };
    },
  };
}

import { useEffect, useRef } from 'preact/hooks';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { Inspection } from '../../src/domain/inspection.ts';
import type { View } from '../../src/domain/view.ts';
import { type TaskState, useTask } from '../../src/ui/task.ts';
import type { DeveloperActions } from './actions.ts';

interface Inspected {
  readonly state: TaskState<Inspection>;
  /** What was last read of this identity; null before. */
  readonly inspection: Inspection | null;
}

/** Reads an identity, and again whenever anything has changed; what was read stays until then. */
export function useInspection(id: IdentityId, view: View, inspect: DeveloperActions['inspect']): Inspected {
  const { state, run } = useTask<Inspection>();
  const last = useRef<Inspection | null>(null);
  useEffect(() => run(inspect(id)), [id, view]);
  if (state.step === 'done') last.current = state.result;
  return { state, inspection: last.current?.id === id ? last.current : null };
}

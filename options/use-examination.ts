import { useEffect } from 'preact/hooks';
import type { Examination } from '../src/domain/examination.ts';
import { type TaskState, useTask } from '../src/ui/task.ts';

interface ExaminationUnderWay {
  readonly state: TaskState<Examination>;
  readonly look: (address: string) => void;
}

/** Examines the issuer at the address that the place names, and again whenever it names another. */
export function useExamination(
  address: string | null,
  examineIssuer: (address: string) => Promise<Examination>,
): ExaminationUnderWay {
  const { state, run, reset } = useTask<Examination>();
  useEffect(() => {
    if (address === null) reset();
    else run(examineIssuer(address));
  }, [address]);
  return { state, look: (other) => run(examineIssuer(other)) };
}

import { useId } from 'preact/hooks';
import { isFirefox } from '../../domain/build.ts';
import { IDLE_LOCKS, type IdleLock, isSoonEnough } from '../../domain/lock.ts';
import { FailureNotice } from '../notice.tsx';
import { useTask } from '../task.ts';
import type { LockSettingsProps } from './lock-actions.ts';

const WORDS: Record<IdleLock, string> = {
  5: 'After 5 minutes without you',
  15: 'After 15 minutes without you',
  60: 'After an hour without you',
  system: 'When the system locks its screen',
  never: 'Only when the browser is closed',
};

/** Firefox does not tell when the system locks. */
const OFFERED = IDLE_LOCKS.filter((idle) => !isFirefox || idle !== 'system');

/** When it locks by itself. */
export function IdleChoice({ lock: { idle, mostIdle }, actions }: LockSettingsProps) {
  const id = useId();
  const choosing = useTask<unknown>();
  return (
    <div class="field">
      <label for={id}>Lock by itself</label>
      <select
        id={id}
        value={String(idle)}
        onChange={({ currentTarget: { value } }) => {
          const chosen = OFFERED.find((one) => String(one) === value);
          if (chosen !== undefined) choosing.run(actions.setIdleLock(chosen));
        }}
      >
        {OFFERED.filter((one) => isSoonEnough(one, mostIdle)).map((one) => (
          <option key={one} value={String(one)}>
            {WORDS[one]}
          </option>
        ))}
      </select>
      {mostIdle !== null && <p class="small dim">Your organisation allows no longer time.</p>}
      {choosing.state.step === 'failed' && <FailureNotice failure={choosing.state.failure} />}
    </div>
  );
}

import type { LockSettingsProps, UnlockProps } from './lock/lock-actions.ts';
import { useOnDemand } from './on-demand.ts';

/** What unlocks, read from the disk only once it is needed. */
export function UnlockOnDemand(props: UnlockProps) {
  const Part = useOnDemand(() => import('./lock/unlock.tsx').then(({ Unlock }) => Unlock));
  return Part === null ? null : <Part {...props} />;
}

/** The lock's part of the options, in the same way. */
export function LockSettingsOnDemand(props: LockSettingsProps) {
  const Part = useOnDemand(() => import('./lock/lock-settings.tsx').then(({ LockSettings }) => LockSettings));
  return Part === null ? null : <Part {...props} />;
}

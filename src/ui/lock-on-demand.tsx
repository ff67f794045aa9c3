import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { LockSettingsProps, UnlockProps } from './lock/lock-actions.ts';

/** What unlocks, read from the disk only once it is needed. */
export function UnlockOnDemand(props: UnlockProps) {
  return useOnDemand(() => import('./lock/unlock.tsx').then(({ Unlock }) => Unlock), props);
}

/** The lock's part of the options, in the same way. */
export function LockSettingsOnDemand(props: LockSettingsProps) {
  return useOnDemand(
    () => import('./lock/lock-settings.tsx').then(({ LockSettings }) => LockSettings),
    props,
  );
}

function useOnDemand<Props extends object>(load: () => Promise<ComponentType<Props>>, props: Props) {
  const loaded = useSignal<ComponentType<Props> | null>(null);
  useEffect(() => {
    void load().then((part) => {
      loaded.value = part;
    });
  }, [loaded]);
  const { value: Part } = loaded;
  return Part === null ? null : <Part {...props} />;
}

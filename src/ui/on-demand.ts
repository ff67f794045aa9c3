import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A part of a page that is read from the disk once it is shown; null until it is there. */
export function useOnDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
  const loaded = useSignal<ComponentType<Props> | null>(null);
  useEffect(() => {
    void load().then((part) => {
      loaded.value = part;
    });
  }, [loaded]);
  return loaded.value;
}

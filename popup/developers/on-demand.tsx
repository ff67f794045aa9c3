import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from '../loading.tsx';
import type { DevelopersProps } from './developers.tsx';

/** The tabs for developers, which are read from the disk only once somebody opens one. */
export function DevelopersOnDemand(props: DevelopersProps) {
  const loaded = useSignal<ComponentType<DevelopersProps> | null>(null);
  useEffect(() => {
    void import('./developers.tsx').then(({ Developers }) => {
      loaded.value = Developers;
    });
  }, [loaded]);
  const { value: Developers } = loaded;
  return Developers === null ? <Loading /> : <Developers {...props} />;
}

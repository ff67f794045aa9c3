import { useOnDemand } from '../../src/ui/on-demand.ts';
import { Loading } from '../loading.tsx';
import type { DevelopersProps } from './developers.tsx';

/** The tabs for developers, which are read from the disk only once somebody opens one. */
export function DevelopersOnDemand(props: DevelopersProps) {
  const Developers = useOnDemand(() => import('./developers.tsx').then(({ Developers }) => Developers));
  return Developers === null ? <Loading /> : <Developers {...props} />;
}

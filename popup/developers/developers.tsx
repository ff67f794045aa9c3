import type { View } from '../../src/domain/view.ts';
import type { Place } from '../../src/ui/place.ts';
import type { DeveloperActions } from './actions.ts';
import { Inspector } from './inspector.tsx';

export interface DevelopersProps {
  readonly tab: 'activity' | 'inspector';
  readonly place: Place;
  readonly view: View;
  readonly actions: DeveloperActions;
}

/** The tabs for developers. */
export function Developers({ tab, place, view, actions }: DevelopersProps) {
  return tab === 'inspector' ? <Inspector place={place} view={view} actions={actions} /> : null;
}

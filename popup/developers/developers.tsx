import type { View } from '../../src/domain/view.ts';
import type { Place } from '../../src/ui/place.ts';
import type { DeveloperActions } from './actions.ts';
import { ActivityTab } from './activity.tsx';
import { Inspector } from './inspector.tsx';

export interface DevelopersProps {
  readonly tab: 'activity' | 'inspector';
  readonly place: Place;
  readonly view: View;
  readonly actions: DeveloperActions;
}

/** The tabs for developers. */
export function Developers({ tab, place, view, actions }: DevelopersProps) {
  if (tab === 'inspector') return <Inspector place={place} view={view} actions={actions} />;
  return <ActivityTab view={view} actions={actions} />;
}

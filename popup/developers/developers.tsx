import type { View } from '../../src/domain/view.ts';
import type { Place } from '../../src/ui/place.ts';
import type { DeveloperActions, RepairActions } from './actions.ts';
import { ActivityTab } from './activity.tsx';
import { ExplainPage } from './explain-page.tsx';
import { Inspector } from './inspector.tsx';

export interface DevelopersProps {
  readonly tab: 'activity' | 'inspector';
  readonly place: Place;
  readonly view: View;
  readonly actions: DeveloperActions & RepairActions;
}

/** The tabs for developers. */
export function Developers({ tab, place, view, actions }: DevelopersProps) {
  if (tab === 'activity') return <ActivityTab view={view} actions={actions} />;
  // Another request to explain is another page.
  if (place.params.has('explain')) {
    return <ExplainPage key={place.params.toString()} params={place.params} view={view} actions={actions} />;
  }
  return (
    <>
      <p class="small">
        <a href="#inspector?explain=">Why was a request refused?</a>
      </p>
      <Inspector place={place} view={view} actions={actions} />
    </>
  );
}

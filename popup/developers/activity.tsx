import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ActivityLog } from '../../src/domain/activity.ts';
import type { View } from '../../src/domain/view.ts';
import { FailureNotice } from '../../src/ui/notice.tsx';
import { useTask } from '../../src/ui/task.ts';
import { namesOf } from '../../src/ui/twin.ts';
import { Loading } from '../loading.tsx';
import type { DeveloperActions } from './actions.ts';
import { ActivityControls } from './activity-controls.tsx';
import { ActivityList } from './activity-list.tsx';
import { foundIn } from './activity-text.ts';
import { harOf } from './har.ts';
import './activity.css';

interface ActivityTabProps {
  readonly view: View;
  readonly actions: DeveloperActions;
}

/** What Latchkey signed while the browser runs, and what became of it. */
export function ActivityTab({ view: { identities }, actions }: ActivityTabProps) {
  const log = useSignal<ActivityLog | null>(null);
  const search = useSignal('');
  const { state, run } = useTask<unknown>();
  useEffect(() => actions.watchActivity((next) => (log.value = next)), []);
  if (log.value === null) return <Loading />;
  const { entries, isPaused } = log.value;
  const nameOf = namesOf(identities);
  const found = foundIn(entries, search.value, nameOf);
  return (
    <section class="stack" aria-label="Activity">
      <ActivityControls
        count={entries.length}
        found={found.length}
        isPaused={isPaused}
        search={search.value}
        onSearch={(text) => (search.value = text)}
        onPause={(paused) => run(actions.pauseActivity(paused))}
        onClear={() => run(actions.clearActivity())}
        onExport={() => actions.download('latchkey.har', harOf(found, nameOf, actions.version()))}
      />
      {state.step === 'failed' && <FailureNotice failure={state.failure} />}
      {found.length > 0 ? (
        <ActivityList entries={found} nameOf={nameOf} />
      ) : (
        <p class="card pad dim">{emptyWords(entries.length > 0, isPaused)}</p>
      )}
    </section>
  );
}

function emptyWords(hasEntries: boolean, isPaused: boolean): string {
  if (hasEntries) return 'Nothing found. Filter by address, site, identity, method or status.';
  if (isPaused) return 'Nothing is recorded while this is paused.';
  return 'Nothing was signed yet. Open a private page, or a site that you connected: each request that Latchkey signs is listed here until you close the browser.';
}

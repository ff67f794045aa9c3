import { useSignal } from '@preact/signals';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { IdentityView, View } from '../../src/domain/view.ts';
import { hashOf, type Place } from '../../src/ui/place.ts';
import { TaskNotice } from '../../src/ui/task-notice.tsx';
import type { DeveloperActions } from './actions.ts';
import { IdentitySelect } from './identity-select.tsx';
import { InspectedIdentity } from './inspected-identity.tsx';
import { useInspection } from './use-inspection.ts';
import './inspector.css';

interface InspectorProps {
  readonly place: Place;
  readonly view: View;
  readonly actions: DeveloperActions;
}

/** An identity's tokens and key, decoded and checked, and proofs made by hand. */
export function Inspector({ place, view, actions }: InspectorProps) {
  const chosen = useSignal<IdentityId | null>(null);
  const wanted = chosen.value ?? place.params.get('identity') ?? view.active;
  const identity = view.identities.find(({ id }) => id === wanted) ?? null;
  if (view.identities.length === 0) return <Empty />;
  return (
    <section class="inspector-page" aria-label="Inspector">
      <div class="row wrap">
        <IdentitySelect
          identities={view.identities}
          chosen={identity}
          onChoose={(id) => {
            chosen.value = id;
          }}
        />
        <TabLink identity={identity} />
      </div>
      {identity === null ? (
        <p class="dim">
          You are anonymous: nothing is signed, so there is nothing to inspect. Choose an identity to see its
          tokens.
        </p>
      ) : (
        <Read key={identity.id} identity={identity} view={view} actions={actions} />
      )}
    </section>
  );
}

function Empty() {
  return (
    <section class="card pad stack" aria-label="Inspector">
      <p>Nobody has signed in yet.</p>
      <p class="small dim">
        Once somebody has, their tokens and their key stand here, decoded and checked. Sign in under
        Identities.
      </p>
    </section>
  );
}

/** The toolbar's popup is narrow, and closes with the first click elsewhere. */
function TabLink({ identity }: { identity: IdentityView | null }) {
  const hash = hashOf('inspector', identity === null ? {} : { identity: identity.id });
  return (
    <a class="small tab-link" href={`/popup/index.html${hash}`} target="_blank" rel="noreferrer">
      Open in a tab
    </a>
  );
}

interface ReadProps {
  readonly identity: IdentityView;
  readonly view: View;
  readonly actions: DeveloperActions;
}

function Read({ identity, view, actions }: ReadProps) {
  const { state, inspection } = useInspection(identity.id, view, actions.inspect);
  return (
    <>
      {(inspection === null || state.step === 'failed') && (
        <TaskNotice state={state} doing="Reading the tokens…" />
      )}
      {inspection !== null && (
        <InspectedIdentity identity={identity} inspection={inspection} actions={actions} />
      )}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { View } from '../src/domain/view.ts';
import { DangerButtons } from '../src/ui/danger-buttons.tsx';
import { Question } from '../src/ui/notice.tsx';
import type { Actions } from './actions.ts';

interface PrivateWindowProps {
  readonly view: View;
  readonly actions: Pick<Actions, 'usePrivateWindows'>;
}

/** What the popup shows in a private window: nobody is signed in or connected there. */
export function PrivateWindow({ view, actions }: PrivateWindowProps) {
  return view.isUsedInPrivate ? (
    <Used view={view} onStop={() => actions.usePrivateWindows(false)} />
  ) : (
    <Unused onUse={() => actions.usePrivateWindows(true)} />
  );
}

function Used({ view: { identities, active, lock }, onStop }: { view: View; onStop: () => void }) {
  const identity = lock.state === 'locked' ? undefined : identities.find(({ id }) => id === active);
  return (
    <section class="card pad stack">
      <h2>
        {identity === undefined ? 'You are anonymous here' : <>You are {<bdi>{identity.name}</bdi>} here</>}
      </h2>
      <p class="small">
        Your pods open, and the sites that you connected work, as in other windows. Latchkey records nothing
        of it. To sign in, to connect a site or to be somebody else, use another window.
      </p>
      <button type="button" onClick={onStop}>
        Use no identity in private windows
      </button>
    </section>
  );
}

function Unused({ onUse }: { onUse: () => void }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section class="card pad stack">
      <h2>Latchkey is not used in private windows</h2>
      <p class="small">You are anonymous here, and sites cannot reach your pods.</p>
      {isAsking ? (
        <Question title="Use your identities in private windows?">
          <p class="small">
            Your pods, and the sites that you connected, then know who you are in private windows, too.
            Latchkey records nothing there.
          </p>
          <DangerButtons label="Use my identities" onDo={onUse} onCancel={() => setAsking(false)} />
        </Question>
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          Use my identities in private windows
        </button>
      )}
    </section>
  );
}

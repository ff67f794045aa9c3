import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IdentityView } from '../src/domain/view.ts';
import { Question } from '../src/ui/notice.tsx';

interface SignOutEverywhereProps {
  readonly identities: readonly IdentityView[];
  readonly onSignOut: () => void;
}

/** Ends every session at once, after a question. A single one has its own button for that. */
export function SignOutEverywhere({ identities, onSignOut }: SignOutEverywhereProps) {
  const step = useSignal<'offered' | 'asked' | 'cancelled'>('offered');
  const count = identities.filter(({ state }) => state === 'signed-in').length;
  if (count < 2) return null;
  if (step.value !== 'asked') {
    return <Offer takesFocus={step.value === 'cancelled'} onAsk={() => (step.value = 'asked')} />;
  }
  return (
    <Question title={`Sign out all ${count} identities?`}>
      <p class="small">
        This ends their sessions, and what sites may do until you sign out. The identities stay in the list.
      </p>
      <div class="row wrap">
        <button
          type="button"
          class="danger"
          onClick={() => {
            step.value = 'offered';
            onSignOut();
          }}
        >
          Sign out everywhere
        </button>
        <button type="button" onClick={() => (step.value = 'cancelled')}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

/** The keyboard goes on here once the question has been answered with no. */
function Offer({ takesFocus, onAsk }: { takesFocus: boolean; onAsk: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <div class="row everywhere">
      <button type="button" class="quiet" ref={button} onClick={onAsk}>
        Sign out everywhere
      </button>
    </div>
  );
}

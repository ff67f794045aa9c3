import type { IdentityView } from '../src/domain/view.ts';
import type { Actions } from './actions.ts';

interface IdentityActionsProps {
  readonly identity: IdentityView;
  readonly actions: Actions;
  /** Asks first; it does not forget yet. */
  readonly onForget: () => void;
}

/** What can be done with an identity. Each button's full name says with whose. */
export function IdentityActions({ identity: { id, name, state }, actions, onForget }: IdentityActionsProps) {
  return (
    <div class="row person-actions">
      {state === 'signed-in' ? (
        <button
          type="button"
          class="quiet"
          aria-label={`Sign out ${name}`}
          onClick={() => actions.signOut(id)}
        >
          Sign out
        </button>
      ) : (
        <button
          type="button"
          class="quiet strong"
          aria-label={`Sign in again as ${name}`}
          onClick={() => actions.signInAgain(id)}
        >
          Sign in again
        </button>
      )}
      <button type="button" class="quiet" aria-label={`Forget ${name}`} onClick={onForget}>
        Forget
      </button>
    </div>
  );
}

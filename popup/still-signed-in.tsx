import type { Issuer } from '../src/domain/identity.ts';
import { hostOf } from '../src/ui/host.ts';
import type { Actions } from './actions.ts';

interface StillSignedInProps {
  readonly issuers: readonly Issuer[];
  readonly actions: Actions;
}

/**
 * An issuer's own session outlives ours: whoever sits here next could sign in without a password. It is said, and
 * interrupts nothing; what says it is always there, since screen readers speak what changes in what they know.
 */
export function StillSignedIn({ issuers, actions }: StillSignedInProps) {
  return (
    <div class="lingering" aria-live="polite">
      {issuers.map((issuer) => (
        <Notice key={issuer} issuer={issuer} actions={actions} />
      ))}
    </div>
  );
}

function Notice({ issuer, actions }: { issuer: Issuer; actions: Actions }) {
  const host = hostOf(issuer);
  return (
    <section class="notice" aria-label={`Still signed in at ${host}`}>
      <p>
        You are still signed in at <strong dir="ltr">{host}</strong> in this browser.
      </p>
      <div class="row wrap">
        <button type="button" onClick={() => actions.signOutAt(issuer)}>
          Sign out there
        </button>
        <button type="button" class="quiet" onClick={() => actions.staySignedInAt(issuer)}>
          Leave it
        </button>
      </div>
    </section>
  );
}

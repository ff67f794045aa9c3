import { useEffect } from 'preact/hooks';
import type { IdentityView, SignIn } from '../domain/view.ts';
import { Progress } from './notice.tsx';
import { phaseText } from './text.ts';

/** How long good news stays, in milliseconds: the list of identities goes on saying it. */
const STAYS_MS = 10_000;

interface SignInStatusProps {
  readonly signIn: SignIn;
  readonly identities: readonly IdentityView[];
  readonly onSeen: () => void;
}

/** What a sign-in is doing. The region itself is always there: screen readers speak what changes in one they know. */
export function SignInStatus({ signIn, identities, onSeen }: SignInStatusProps) {
  return (
    <div role="status">
      {signIn.step === 'working' && (
        <div class="notice">
          <p>{phaseText(signIn.doing)}</p>
          <Progress />
          {signIn.input !== '' && (
            <p class="mono dim" dir="ltr">
              {signIn.input}
            </p>
          )}
        </div>
      )}
      {signIn.step === 'done' && (
        <Done name={identities.find(({ id }) => id === signIn.identity)?.name ?? ''} onSeen={onSeen} />
      )}
    </div>
  );
}

function Done({ name, onSeen }: { name: string; onSeen: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onSeen, STAYS_MS);
    return () => clearTimeout(timer);
  }, [onSeen]);
  if (name === '') return null;
  return (
    <p class="notice good">
      <span>
        Signed in as <bdi>{name}</bdi>.
      </span>
    </p>
  );
}

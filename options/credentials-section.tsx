import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { View } from '../src/domain/view.ts';
import { examinationHash } from '../src/ui/place.ts';
import { SignInFailure } from '../src/ui/sign-in-failure.tsx';
import { SignInQuestion } from '../src/ui/sign-in-questions.tsx';
import { SignInStatus } from '../src/ui/sign-in-status.tsx';
import { useTask } from '../src/ui/task.ts';
import { TaskNotice } from '../src/ui/task-notice.tsx';
import { TextField } from '../src/ui/text-field.tsx';
import type { Actions, Credentials } from './actions.ts';

/** The client-credentials grant: a sign-in that needs no person at the issuer's page. */
export function CredentialsSection({ view, actions }: { view: View; actions: Actions }) {
  const starting = useTask<unknown>();
  // Another page's sign-in is not this section's to speak of.
  const isOurs = starting.state.step === 'done';
  return (
    <section class="card pad stack" aria-labelledby="credentials">
      <h2 id="credentials">Sign in without a browser login</h2>
      <p class="dim">
        Some servers let you make a client ID and a secret for an account of yours. With these, Latchkey signs
        in by itself, without a window and without your password.
      </p>
      <CredentialsForm
        isDone={isOurs && view.signIn.step === 'done'}
        onSignIn={(credentials) => {
          if (starting.state.step !== 'working') starting.run(actions.signInWithCredentials(credentials));
        }}
      />
      <TaskNotice state={starting.state} doing="Starting…" />
      {isOurs && <Course view={view} actions={actions} />}
    </section>
  );
}

interface CredentialsFormProps {
  readonly isDone: boolean;
  readonly onSignIn: (credentials: Credentials) => void;
}

/** The secret stays only until it has led to an identity. */
function CredentialsForm({ isDone, onSignIn }: CredentialsFormProps) {
  const [input, clientId, secret] = [useSignal(''), useSignal(''), useSignal('')];
  useLayoutEffect(() => {
    if (isDone) secret.value = '';
  }, [isDone, secret]);
  return (
    <form
      class="stack"
      aria-labelledby="credentials"
      onSubmit={(event) => {
        event.preventDefault();
        onSignIn({
          input: input.value.trim(),
          clientId: clientId.value.trim(),
          secret: secret.value,
        });
      }}
    >
      <TextField label="Issuer or WebID" value={input} isUrl />
      <TextField label="Client ID" value={clientId} />
      <TextField label="Client secret" value={secret} isSecret />
      <div class="row">
        <button type="submit" class="first">
          Sign in with client credentials
        </button>
      </div>
    </form>
  );
}

/** How the sign-in goes on in the worker, told as the popup tells it. */
function Course({ view: { signIn, identities }, actions }: { view: View; actions: Actions }) {
  const { go, dismissSignIn } = actions;
  return (
    <>
      <SignInStatus signIn={signIn} identities={identities} onSeen={dismissSignIn} />
      <SignInQuestion signIn={signIn} actions={actions} />
      {signIn.step === 'failed' && (
        <SignInFailure
          failure={signIn.failure}
          onExamine={signIn.input === '' ? null : () => go(examinationHash(signIn.input))}
          onDismiss={dismissSignIn}
        />
      )}
    </>
  );
}

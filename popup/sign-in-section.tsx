import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SignIn, View } from '../src/domain/view.ts';
import { SignInFailure } from '../src/ui/sign-in-failure.tsx';
import { SignInQuestion } from '../src/ui/sign-in-questions.tsx';
import { SignInStatus } from '../src/ui/sign-in-status.tsx';
import type { StartActions } from './actions.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Adding an identity: the form, or in its place what the sign-in under way needs the person to know or answer. */
export function SignInSection({
  view,
  actions,
}: {
  view: Pick<View, 'signIn' | 'identities'>;
  actions: StartActions;
}) {
  const { signIn, identities } = view;
  const draft = useSignal('');
  const isFormShown = signIn.step === 'idle' || signIn.step === 'failed' || signIn.step === 'done';
  const wasFormHidden = useWasEver(!isFormShown);
  useDraftOf(signIn, draft);
  return (
    <section class="stack">
      <h2>{isFormShown ? 'Add an identity' : 'Signing in'}</h2>
      <SignInStatus signIn={signIn} identities={identities} onSeen={actions.dismissSignIn} />
      <SignInQuestion signIn={signIn} actions={actions} />
      {signIn.step === 'failed' && <Failed failed={signIn} actions={actions} />}
      {isFormShown && (
        <SignInForm
          draft={draft}
          takesFocus={wasFormHidden || identities.length === 0}
          hasExample={identities.length === 0}
          onSubmit={actions.signIn}
        />
      )}
    </section>
  );
}

/** What was typed can be tried once more; a sign-in that began otherwise has its own button with its identity. */
function Failed({ failed, actions }: { failed: Extract<SignIn, { step: 'failed' }>; actions: StartActions }) {
  const { input, failure } = failed;
  return (
    <SignInFailure
      failure={failure}
      onExamine={input === '' ? null : () => actions.examine(input)}
      onDismiss={actions.dismissSignIn}
    >
      {input !== '' && (
        <button type="button" onClick={() => actions.signIn(input)}>
          Try again
        </button>
      )}
    </SignInFailure>
  );
}

/** What was typed stays until it has led to an identity, also when the popup was closed meanwhile. */
function useDraftOf(signIn: SignIn, draft: { value: string }): void {
  const failed = signIn.step === 'failed' ? signIn.input : '';
  // Later than the form appears, it would write over what was typed since.
  useLayoutEffect(() => {
    if (failed !== '') draft.value = failed;
    if (signIn.step === 'done') draft.value = '';
  }, [signIn.step, failed, draft]);
}

function useWasEver(condition: boolean): boolean {
  const was = useRef(false);
  was.current ||= condition;
  return was.current;
}

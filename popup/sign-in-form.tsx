import type { Signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';

interface SignInFormProps {
  readonly draft: Signal<string>;
  /** Whether the keyboard starts here once the form appears, unless it is in use elsewhere. */
  readonly takesFocus: boolean;
  /** Whether to say what could be typed, for those who see it first. */
  readonly hasExample: boolean;
  readonly onSubmit: (input: string) => void;
}

/** Where a sign-in starts: one box for any of the three addresses that people have. */
export function SignInForm({ draft, takesFocus, hasExample, onSubmit }: SignInFormProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) box.current?.focus();
  }, []);
  return (
    <form
      class="stack sign-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(draft.value.trim());
      }}
    >
      <label class="small dim" for={id}>
        WebID, pod or issuer
      </label>
      <div class="row">
        <input
          type="text"
          id={id}
          ref={box}
          value={draft.value}
          placeholder={hasExample ? 'alice.pod.example' : ''}
          required
          inputMode="url"
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="first">
          Sign in
        </button>
      </div>
    </form>
  );
}

import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { CopyButton } from '../../src/ui/copy-button.tsx';
import { ScrollBox } from './scroll-box.tsx';

/** How long a secret stays in sight, in milliseconds. */
const STAYS_MS = 60_000;

/** A text that is shown only to who asks for it. */
export interface Secret {
  readonly title: string;
  readonly text: string;
}

interface SecretsProps {
  readonly secrets: readonly Secret[];
  /** What is hidden, and why. */
  readonly children: ComponentChildren;
}

/** Texts that stand nowhere in the page before "Reveal", and nowhere after a minute or once nobody looks. */
export function Secrets({ secrets, children }: SecretsProps) {
  const isRevealed = useSignal(false);
  const id = useId();
  useHiding(isRevealed);
  return (
    <div class="stack secrets">
      <div class="row">
        <p class="small dim grow" id={id}>
          {children}
        </p>
        <button
          type="button"
          aria-describedby={id}
          onClick={() => {
            isRevealed.value = !isRevealed.value;
          }}
        >
          {isRevealed.value ? 'Hide' : 'Reveal'}
        </button>
      </div>
      {isRevealed.value && secrets.map((secret) => <Raw key={secret.title} {...secret} />)}
    </div>
  );
}

function Raw({ title, text }: Secret) {
  return (
    <div class="stack">
      <div class="row">
        <h4 class="grow">{title}</h4>
        <CopyButton label="Copy" text={() => text} />
      </div>
      <ScrollBox title={title} text={text} />
    </div>
  );
}

/** Whoever looks at the screen next is somebody else. */
function useHiding(isRevealed: Signal<boolean>): void {
  useEffect(() => {
    if (!isRevealed.value) return;
    const hide = () => {
      isRevealed.value = false;
    };
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener('visibilitychange', hide, { signal });
    addEventListener('pagehide', hide, { signal });
    const timer = setTimeout(hide, STAYS_MS);
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, [isRevealed.value]);
}

import { useEffect } from 'preact/hooks';
import { useTask } from './task.ts';

/** How long "Copied" stays, in milliseconds. */
const STAYS_MS = 4000;

interface CopyButtonProps {
  /** The button's words. */
  readonly label: string;
  /** Makes the text that goes to the clipboard. */
  readonly text: () => string;
}

/** Puts text on the clipboard and says whether it came there. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const { state, run, reset } = useTask<unknown>();
  useEffect(() => {
    if (state.step !== 'done') return;
    const timer = setTimeout(reset, STAYS_MS);
    return () => clearTimeout(timer);
  }, [state.step]);
  return (
    <span class="row wrap">
      <button type="button" onClick={() => run(navigator.clipboard.writeText(text()))}>
        {label}
      </button>
      <span role="status" class="small">
        {state.step === 'done' && 'Copied.'}
        {state.step === 'failed' && 'The browser did not allow copying. Select the text and copy it by hand.'}
      </span>
    </span>
  );
}

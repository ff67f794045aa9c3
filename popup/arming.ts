import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** How long a person must have had the window before them, in milliseconds, before a click can be meant for it. */
const ARMING_MS = 500;

/**
 * Whether the window has been visible and focused for long enough. A site chooses the moment at which the window
 * opens, so a click or key press already on its way must not become leave.
 */
export function useArmed(): boolean {
  const isArmed = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const disarm = () => {
      clearTimeout(timer);
      isArmed.value = false;
    };
    const begin = () => {
      disarm();
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
      timer = setTimeout(() => {
        isArmed.value = true;
      }, ARMING_MS);
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('focus', begin, { signal });
    window.addEventListener('blur', disarm, { signal });
    document.addEventListener('visibilitychange', begin, { signal });
    begin();
    return () => {
      listening.abort();
      disarm();
    };
  }, [isArmed]);
  return isArmed.value;
}

import { useEffect } from 'preact/hooks';

interface Reveal {
  readonly takesFocus?: boolean;
}

/** Brings what just appeared into view, and with `takesFocus` makes it where the keyboard goes on. */
export function useReveal(
  ref: { readonly current: HTMLElement | null },
  { takesFocus = false }: Reveal = {},
): void {
  useEffect(() => {
    const shown = ref.current;
    if (takesFocus) shown?.focus({ preventScroll: true });
    (shown?.closest('.notice') ?? shown)?.scrollIntoView({ block: 'nearest' });
  }, [ref, takesFocus]);
}

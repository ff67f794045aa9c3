import { useEffect, useRef } from 'preact/hooks';

/** A removed row takes the focus with it; the keyboard goes on at the list. */
export function useFocusAfterRemoval(count: number, list: { readonly current: HTMLElement | null }): void {
  const before = useRef(count);
  useEffect(() => {
    const isRemoved = count < before.current;
    before.current = count;
    if (isRemoved && document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [count, list]);
}

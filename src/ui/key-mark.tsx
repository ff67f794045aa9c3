/** Latchkey's mark: the brass key. Its larger drawing is docs/images/icon.svg. */
export function KeyMark() {
  return (
    <svg class="key-mark" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="7.6" cy="16.4" r="4.6" />
      <path d="M10.9 13.1 20.5 3.5M16 8l3 3M19.4 4.6l2.2 2.2" />
    </svg>
  );
}

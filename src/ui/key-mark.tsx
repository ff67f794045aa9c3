import './key-mark.css';

/** Latchkey's mark: the brass key. Its larger drawing is docs/images/icon.svg. */
export function KeyMark() {
  return (
    <svg class="key-mark" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="7.2" cy="16.8" r="5.2" />
      <path d="M10.9 13.1 21.4 2.6M14.6 9.4l3.4 3.4M18.9 5.1l3.1 3.1" />
    </svg>
  );
}

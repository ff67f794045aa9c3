const TITLES = ['Access token', 'ID token', 'DPoP key', 'Proof maker'] as const;

/** The ways to the parts of a long page. They are no links: a fragment names the tab that is open. */
export function Parts() {
  return (
    <nav class="parts" aria-label="Parts">
      {TITLES.map((title) => (
        <button key={title} type="button" class="quiet" onClick={() => goTo(title)}>
          {title}
        </button>
      ))}
    </nav>
  );
}

function goTo(title: string): void {
  const headings = [...document.querySelectorAll<HTMLElement>('.column h2')];
  const heading = headings.find(({ textContent }) => textContent === title);
  heading?.closest('section')?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

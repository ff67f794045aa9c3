import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../src/domain/errors.ts';
import type { WholeView } from '../src/domain/view.ts';
import { KeyMark } from '../src/ui/key-mark.tsx';
import { FailureNotice } from '../src/ui/notice.tsx';
import { hashOf, type Place } from '../src/ui/place.ts';
import type { Actions } from './actions.ts';
import { PAGES, type Page, pageOf } from './pages.ts';
import '../src/ui/tokens.css';
import '../src/ui/controls.css';
import './options.css';

interface AppProps {
  /** Null until the worker has sent its first view. */
  readonly view: WholeView | null;
  /** What the last answer to a sign-in met with, if it failed. */
  readonly failure: Failure | null;
  readonly place: Place;
  readonly actions: Actions;
  readonly version: string;
}

/** The whole options page: the navigation, and the page that the address names. */
export function App({ view, failure, place, actions, version }: AppProps) {
  const page = pageOf(place.page);
  const heading = useHeadingOf(page);
  return (
    <>
      <header>
        <p class="row brand">
          <KeyMark />
          <strong>Latchkey</strong>
        </p>
        <Navigation current={page} />
      </header>
      <main>
        <h1 tabIndex={-1} ref={heading}>
          {page.title}
        </h1>
        {failure !== null && (
          <FailureNotice failure={failure}>
            <button type="button" class="quiet" onClick={actions.dismissFailure}>
              Dismiss
            </button>
          </FailureNotice>
        )}
        {view === null ? (
          <p role="status" class="loading dim">
            Opening Latchkey…
          </p>
        ) : (
          <page.Body key={page.id} view={view} params={place.params} actions={actions} version={version} />
        )}
      </main>
    </>
  );
}

function Navigation({ current }: { current: Page }) {
  return (
    <nav aria-label="Options">
      <ul>
        {PAGES.map((page) => (
          <li key={page.id}>
            <a href={hashOf(page.id)} aria-current={page === current ? 'page' : undefined}>
              {page.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A page that is gone to says its name: in the tab's title, and by its heading, where the keyboard goes on. */
function useHeadingOf({ title }: Page) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(title);
  useEffect(() => {
    document.title = `${title} – Latchkey`;
    if (shown.current === title) return;
    shown.current = title;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return heading;
}

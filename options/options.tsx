import { signal } from '@preact/signals';
import { render } from 'preact';
import type { WholeView } from '../src/domain/view.ts';
import { watchWholeView } from '../src/messaging/client.ts';
import { browser } from '../src/platform/browser.ts';
import { placeOf } from '../src/ui/place.ts';
import { failure, watcherOf } from '../src/ui/worker.ts';
import { App } from './app.tsx';
import { actions } from './worker.ts';

/** The options' entry: it joins the app to the worker and to the address. */
const view = signal<WholeView | null>(null);
const place = signal(placeOf(location.hash));
window.addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
});

const { version } = browser.runtime.getManifest();

function Options() {
  return (
    <App view={view.value} failure={failure.value} place={place.value} actions={actions} version={version} />
  );
}

const root = document.getElementById('app');
if (root !== null) render(<Options />, root);

watchWholeView(watcherOf(view));

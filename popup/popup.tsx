import { signal } from '@preact/signals';
import { render } from 'preact';
import { browser } from '../src/platform/browser.ts';
import { failure, keepView, view } from '../src/ui/worker.ts';
import { App } from './app.tsx';
import { openTab } from './open-tab.ts';
import { place } from './place.ts';
import { actions } from './worker.ts';

/** Whether the popup belongs to a private window. */
const isPrivate = signal(false);

/** The popup's entry: it joins the app to the worker, for the tab named in the address or else the active one. */
function Popup() {
  const parts = { view: view.value, failure: failure.value, place: place.value };
  return <App {...parts} isPrivate={isPrivate.value} actions={actions} />;
}

// A toolbar popup takes the size of its content, so only there the content must have a width of its own.
const isToolbarPopup = browser.extension.getViews({ type: 'popup' }).includes(window);
document.documentElement.classList.toggle('in-toolbar', isToolbarPopup);

const root = document.getElementById('app');
if (root !== null) render(<Popup />, root);

const tab = await openTab();
isPrivate.value = tab?.incognito === true;
keepView(tab?.id ?? null);

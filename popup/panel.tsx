import { render } from 'preact';
import { chromium } from '../src/platform/browser.ts';
import { keepView, view } from '../src/ui/worker.ts';
import { inspectedRequests } from './developers/inspected.ts';
import { Panel } from './developers/panel.tsx';
import { actions } from './worker.ts';
import '../src/ui/tokens.css';
import '../src/ui/controls.css';

/** The panel's entry in the browser's developer tools: it is about the page that they inspect. */
const { tabId } = chromium.devtools.inspectedWindow;
const requests = inspectedRequests();

function DevToolsPanel() {
  return <Panel view={view.value} requests={requests.value} tabId={tabId} actions={actions} />;
}

const root = document.getElementById('app');
if (root !== null) render(<DevToolsPanel />, root);

keepView(tabId);

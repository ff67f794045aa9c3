import { callerOf } from '../messaging/server.ts';
import { VIEW_PORT } from '../messaging/view-port.ts';
import { readView } from './view.ts';

/** The open popups, each with the tab that it belongs to. */
const open = new Map<chrome.runtime.Port, number | null>();

/** Takes a popup's port and sends it the view, now and at every change. */
export function admit(port: chrome.runtime.Port): void {
  const isView = port.name.startsWith(VIEW_PORT);
  if (!isView || port.sender === undefined || callerOf(port.sender) !== 'extension-page') {
    port.disconnect();
    return;
  }
  const tabId = Number.parseInt(port.name.slice(VIEW_PORT.length), 10);
  open.set(port, Number.isNaN(tabId) ? null : tabId);
  port.onDisconnect.addListener(() => open.delete(port));
  void send(port);
}

export async function publishViews(): Promise<void> {
  await Promise.all([...open.keys()].map(send));
}

let readings = 0;
/** Which reading each popup was sent last. */
const sent = new WeakMap<chrome.runtime.Port, number>();

async function send(port: chrome.runtime.Port): Promise<void> {
  readings += 1;
  const asOf = readings;
  const view = await readView(open.get(port) ?? null);
  // It may have closed while the view was read.
  // What was read earlier may be done later: it is old news by then.
  if (!open.has(port) || asOf < (sent.get(port) ?? 0)) return;
  sent.set(port, asOf);
  port.postMessage(view);
}

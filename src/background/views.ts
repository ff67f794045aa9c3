import { toFailure } from '../domain/errors.ts';
import type { View } from '../domain/view.ts';
import { callerOf } from '../messaging/server.ts';
import { type Unread, WHOLE_VIEW_PORT } from '../messaging/view-port.ts';
import { readView, readWholeView } from './view.ts';

/** The ports of the open popups and options, each with the number of the reading that it was sent last. */
const open = new Map<chrome.runtime.Port, number>();

/** Takes the port of a popup or of the options and sends it its view, now and at every change. */
export function admit(port: chrome.runtime.Port): void {
  if (port.sender === undefined || callerOf(port.sender) !== 'extension-page') {
    port.disconnect();
    return;
  }
  open.set(port, 0);
  port.onDisconnect.addListener(() => open.delete(port));
  void send(port);
}

export async function publishViews(): Promise<void> {
  await Promise.all([...open.keys()].map(send));
}

let readings = 0;

async function send(port: chrome.runtime.Port): Promise<void> {
  readings += 1;
  const asOf = readings;
  const said = await read(port).catch((error: unknown): Unread => ({ failure: toFailure(error) }));
  const last = open.get(port);
  // It may have closed while the view was read.
  // What was read earlier may be done later: it is old news by then.
  if (last === undefined || asOf < last) return;
  open.set(port, asOf);
  port.postMessage(said);
  if (!('failure' in said)) return;
  open.delete(port);
  port.disconnect();
}

function read({ name }: chrome.runtime.Port): Promise<View> {
  if (name === WHOLE_VIEW_PORT) return readWholeView();
  return readView(Number.parseInt(name, 10) || null);
}

import type { SiteSender } from '../messaging/server.ts';
import type { SiteState, ToSite } from '../messaging/site-contract.ts';

/** A page of a site that is connected to the worker, by its port. */
export interface Frame {
  readonly sender: SiteSender;
  readonly say: (message: ToSite) => void;
  /** Says what the page may do, unless it knows. */
  readonly tell: (state: SiteState, asOf?: number) => void;
  /** Aborts when the page has gone, or the site may no longer do what it does. */
  readonly gone: AbortSignal;
}

const open = new Map<chrome.runtime.Port, Frame>();

let readings = 0;

/** The number of a reading of what a page may do: a later one knows more. */
export function beginReading(): number {
  readings += 1;
  return readings;
}

/** Takes a page's port. */
export function admitFrame(
  port: chrome.runtime.Port,
  sender: SiteSender,
  onMessage: (frame: Frame, message: unknown) => void,
  onGone: (frame: Frame) => void,
): Frame {
  const end = new AbortController();
  const say = (message: ToSite): void => {
    if (open.has(port)) port.postMessage(message);
  };
  let told = '';
  let toldAsOf = 0;
  const tell = (state: SiteState, asOf = beginReading()): void => {
    // What was read earlier may come later: it is old news by then.
    if (asOf < toldAsOf) return;
    toldAsOf = asOf;
    const known = told;
    told = JSON.stringify(state);
    if (told !== known) say({ type: 'state', state });
  };
  const frame = { sender, say, tell, gone: end.signal };
  open.set(port, frame);
  port.onMessage.addListener((message: unknown) => {
    onMessage(frame, message);
  });
  port.onDisconnect.addListener(() => {
    open.delete(port);
    end.abort();
    onGone(frame);
  });
  return frame;
}

/** The pages that are connected. */
export function frames(): readonly Frame[] {
  return [...open.values()];
}

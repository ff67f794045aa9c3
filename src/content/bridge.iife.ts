/**
 * In the isolated world of a page: passes messages between the provider in the page's world and the worker. It holds
 * no secret and takes no decision; what is not a message of the contract goes no further.
 */
import { type FromSite, SITE_PORT, type ToSite } from '../messaging/site-contract.ts';
import { callOf, isFromSite } from '../messaging/site-shape.ts';

const HANDSHAKE = 'latchkey:bridge';
const POKE = 'latchkey:poke';

let page: MessagePort | undefined;
let worker: chrome.runtime.Port | undefined;
/** Calls of the page that are not answered yet, as they were made. */
const open = new Map<number, FromSite>();

// Both scripts run before the page's own; whichever is first, the other's event finds it.
window.addEventListener(HANDSHAKE, onHandshake, { capture: true });
window.dispatchEvent(new Event(`${HANDSHAKE}?`));
chrome.runtime.onMessage.addListener((message: unknown) => {
  // The worker has news: a new port brings them.
  if (message === POKE && worker === undefined && typeof page?.onmessage === 'function') connect();
});

// A page that is left may be kept for the way back (HTML, back/forward cache). Nobody is asked anything for it then.
window.addEventListener('pagehide', () => {
  attempt(() => worker?.disconnect());
  worker = undefined;
});
window.addEventListener('pageshow', ({ persisted }) => {
  if (!persisted || typeof page?.onmessage !== 'function') return;
  onWorkerGone();
  connect();
});

function onHandshake(event: Event): void {
  const [port] = event instanceof MessageEvent ? event.ports : [];
  if (port === undefined || page !== undefined) return;
  event.stopImmediatePropagation();
  window.dispatchEvent(new Event(`${HANDSHAKE}!`));
  page = port;
  // Says to a second injection that there is no need of it. A worker that ended before it brought the provider has
  // left a bridge that leads nowhere, and must not keep the next from bringing both.
  Object.defineProperty(globalThis, 'latchkeyBridge', { value: true, configurable: true });
  // The page's question whether anybody is still here. A script that an update or a removal has orphaned has no id.
  port.addEventListener(HANDSHAKE, (question) => {
    if (chrome.runtime.id) question.preventDefault();
  });
  // A prerendered page is nobody's yet. What it says until it is shown waits in the port.
  if ('prerendering' in document && document.prerendering === true) {
    document.addEventListener('prerenderingchange', () => listen(port), { once: true });
  } else listen(port);
}

function listen(port: MessagePort): void {
  port.onmessage = ({ data }) => {
    if (isFromSite(data)) send(data);
    else refuse(callOf(data));
  };
  connect();
}

/** A call that is none of the contract is answered, so that nobody waits for ever. */
function refuse(id: number | null): void {
  if (id !== null) page?.postMessage({ type: 'failed', id, code: 'bad-request' } satisfies ToSite);
}

function send(message: FromSite): void {
  if (message.type === 'login' || message.type === 'logout' || message.type === 'fetch') {
    open.set(message.id, message);
  }
  if (message.type === 'abort') open.delete(message.id);
  connect(message);
}

function connect(message?: FromSite): void {
  attempt(() => {
    worker ??= openPort();
    if (message !== undefined) worker.postMessage(message);
  });
}

/** Does what fails in a script that an update or a removal of the extension has orphaned: the page finds out itself. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    worker = undefined;
  }
}

function openPort(): chrome.runtime.Port {
  const port = chrome.runtime.connect({ name: SITE_PORT });
  port.onMessage.addListener((message: ToSite) => {
    if (message.type === 'done' || message.type === 'failed' || message.type === 'end')
      open.delete(message.id);
    if (message.type === 'head') {
      if (message.body === 'chunks') open.set(message.id, { type: 'more', id: message.id });
      else open.delete(message.id);
    }
    page?.postMessage(message);
  });
  port.onDisconnect.addListener(onWorkerGone);
  return port;
}

/** An update ends the worker, too, and orphans this script 25 to 40 milliseconds later: here, in milliseconds. */
const PATIENCE = 200;

/** The browser ends an idle worker. A call that has no effect yet is made again; of another, nobody knows. */
function onWorkerGone(): void {
  worker = undefined;
  for (const [id, call] of open) {
    if (isRepeatable(call)) setTimeout(() => open.has(id) && connect(call), PATIENCE);
    else interrupt(id);
  }
}

function interrupt(id: number): void {
  open.delete(id);
  page?.postMessage({ type: 'failed', id, code: 'interrupted' } satisfies ToSite);
}

function isRepeatable(call: FromSite): boolean {
  if (call.type === 'fetch') return call.request.method === 'GET' || call.request.method === 'HEAD';
  return call.type === 'login' || call.type === 'logout';
}

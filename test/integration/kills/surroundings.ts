import { browser, chromium, EXTENSION_ID } from '../../fakes/browser.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';
import { Locks } from '../../fakes/locks.ts';
import type { WorkerGlobals } from '../../world/worker-script.ts';
import { databaseOf } from './database.ts';
import type { Gate } from './gate.ts';

type Api = Readonly<Record<string, unknown>>;

/** What changes something that outlives the worker; all else only asks. */
const CHANGES =
  /^(storage\.\w+\.(set|clear)|identity\.launchWebAuthFlow|windows\.(create|remove)|alarms\.create|scripting\.(un)?register\w+|declarativeNetRequest\.update\w+)$/;
const SYNCHRONOUS = /^(runtime\.getURL|identity\.getRedirectURL)$/;

/** The events that the browser tells a worker of. With the worker, its listeners are gone. */
export function eventsOfWorker() {
  return {
    onMessage: new BrowserEvent<[message: unknown, sender: object, reply: (reply: unknown) => void]>(),
    onConnect: new BrowserEvent<[chrome.runtime.Port]>(),
    onSendHeaders: new BrowserEvent<[object]>(),
    onHeadersReceived: new BrowserEvent<[object]>(),
    onCompleted: new BrowserEvent<[object]>(),
  };
}

const others = () => new BrowserEvent<[]>();

/** All that a worker finds around it: a browser that outlives it, seen through its gate. */
export function surroundingsOf(gate: Gate, events: ReturnType<typeof eventsOfWorker>): WorkerGlobals {
  const { onMessage, onConnect, ...webRequest } = events;
  const part = (name: string, api: object, own: object = {}) => ({ ...own, ...gated(gate, name, api) });
  const { runtime, alarms, storage, identity, permissions, windows, tabs, action } = browser;
  const chrome = {
    runtime: {
      ...part('runtime', { getURL: runtime.getURL, getPlatformInfo: runtime.getPlatformInfo }),
      ...{ id: EXTENSION_ID, onMessage, onConnect },
      ...{ onConnectExternal: others(), onInstalled: others(), onStartup: others() },
    },
    alarms: part('alarms', bound(alarms, 'get', 'create'), { onAlarm: others() }),
    storage: {
      local: gated(gate, 'storage.local', bound(storage.local, 'get', 'clear')),
      session: gated(gate, 'storage.session', bound(storage.session, 'get', 'set')),
      managed: part('storage.managed', bound(storage.managed, 'get'), { onChanged: others() }),
    },
    identity: part('identity', identity),
    permissions: part('permissions', permissions, { onAdded: others(), onRemoved: others() }),
    windows: part('windows', windows, { onRemoved: others() }),
    tabs: { ...part('tabs', tabs), onUpdated: others() },
    action: part('action', { ...action, setTitle: done, setIcon: done }),
    scripting: part('scripting', chromium.scripting),
    declarativeNetRequest: part(
      'declarativeNetRequest',
      bound(chromium.declarativeNetRequest, 'updateSessionRules', 'getSessionRules'),
    ),
    webRequest: { ...webRequest, onErrorOccurred: others() },
    idle: { onStateChanged: others(), setDetectionInterval: () => undefined },
  };
  return {
    chrome,
    fetch: (input, init) => gate.pass(nameOf(input, init), () => fetch(input, init)),
    indexedDB: databaseOf(gate, indexedDB),
    navigator: { locks: new Locks() },
    location: { origin: `chrome-extension://${EXTENSION_ID}` },
    OffscreenCanvas: NoCanvas,
  };
}

/** A part of the browser's API, each function of which passes the gate. */
function gated(gate: Gate, part: string, api: object): Api {
  return Object.fromEntries(
    Object.entries(api).map(([key, value]: [string, unknown]) => {
      const name = `${part}.${key}`;
      if (typeof value !== 'function' || SYNCHRONOUS.test(name)) return [key, value];
      const work = value as (...details: unknown[]) => Promise<unknown>;
      const pass = (...details: unknown[]) =>
        CHANGES.test(name)
          ? gate.pass([name, ...keysOf(name, details)].join(' '), () => work(...details))
          : gate.look(() => work(...details));
      return [key, pass];
    }),
  );
}

function keysOf(name: string, [items = {}]: readonly unknown[]): readonly string[] {
  return name.startsWith('storage.') ? Object.keys(items as object) : [];
}

function bound<Owner extends object>(owner: Owner, ...names: readonly (keyof Owner & string)[]): Api {
  return Object.fromEntries(
    names.map((name) => [name, (owner[name] as (...details: unknown[]) => unknown).bind(owner)]),
  );
}

/** In the address of a registration, which is another one in each run. */
const CLIENT_ID = /(?<=^\/reg\/)[^/]+$/;

function nameOf(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): string {
  const url = new URL(input instanceof Request ? input.url : input);
  return `fetch ${init?.method ?? 'GET'} ${url.pathname.replace(CLIENT_ID, '*')}`;
}

const done = () => Promise.resolve();

/** Nobody sees the toolbar. */
class NoCanvas {
  getContext(): object {
    return new Proxy({}, { get: () => () => ({}), set: () => true });
  }
}

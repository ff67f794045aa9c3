/**
 * Stands in for the port `src/platform/browser.ts`, as far as the worker uses it:
 * `vi.mock('…/src/platform/browser.ts', () => import('…/fakes/browser.ts'))`.
 */
import { vi } from 'vitest';
import { Alarms } from './alarms.ts';
import { BrowserEvent } from './browser-event.ts';
import { ContentScripts } from './content-scripts.ts';
import { ManagedArea } from './managed-area.ts';
import { declarativeNetRequest } from './session-rules.ts';
import { StorageArea } from './storage-area.ts';

export const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';
const ORIGIN = `chrome-extension://${EXTENSION_ID}`;

let windows = 0;
const openWindows = new Set<number>();

/** The browser fails where it is asked for a window that is not there. */
function findWindow(id: number): Promise<void> {
  return openWindows.has(id) ? Promise.resolve() : Promise.reject(new Error(`No window with id: ${id}.`));
}

/** The window that was opened last. */
export const lastWindow = () => windows;

/** What the tabs show. At first one of them shows a page of the app. */
export const pages = new Map<
  number,
  { readonly url: string; readonly documentId: string; readonly incognito?: boolean }
>();
const FIRST_PAGE = { url: 'https://app.example/notes', documentId: 'one' };
pages.set(1, FIRST_PAGE);

const managed = new ManagedArea();
const UNMANAGED = {};
managed.set(UNMANAGED);

export const browser = {
  runtime: {
    id: EXTENSION_ID,
    getURL: (path: string) => `${ORIGIN}/${path}`,
    onStartup: new BrowserEvent<[]>(),
    getPlatformInfo: vi.fn(() => Promise.resolve({ os: 'linux' })),
  },
  alarms: new Alarms(),
  storage: { local: new StorageArea(), session: new StorageArea(), managed },
  identity: {
    getRedirectURL: () => `https://${EXTENSION_ID}.chromiumapp.org/`,
    launchWebAuthFlow: vi.fn<(details: { url: string; interactive: boolean }) => Promise<string>>(),
  },
  permissions: { contains: () => Promise.resolve(true) },
  windows: {
    onCreated: new BrowserEvent<[window: { id: number; type: string }]>(),
    create: vi.fn(({ url }: { url: string }) => {
      openWindows.add(++windows);
      return Promise.resolve({ id: windows, url });
    }),
    update: vi.fn<(id: number, change: object) => Promise<void>>(findWindow),
    remove: vi.fn<(id: number) => Promise<void>>((id) =>
      findWindow(id).then(() => void openWindows.delete(id)),
    ),
  },
  tabs: {
    onUpdated: new BrowserEvent<
      [id: number, change: { status: string }, tab: { windowId: number; url?: string }]
    >(),
    get: (id: number) => {
      const page = pages.get(id);
      return page === undefined
        ? Promise.reject(new Error(`No tab with id: ${id}.`))
        : Promise.resolve({ id, incognito: false, ...page });
    },
    update: vi.fn<(id: number, change: { url: string }) => Promise<void>>(() => Promise.resolve()),
    query: () => Promise.resolve([...pages].map(([id, page]) => ({ id, ...page }))),
    sendMessage: vi.fn<(id: number, message: unknown) => Promise<void>>(() => Promise.resolve()),
  },
  action: {
    setBadgeBackgroundColor: vi.fn(() => Promise.resolve()),
    setBadgeText: vi.fn<(badge: { tabId: number; text: string }) => Promise<void>>(() => Promise.resolve()),
  },
};

type Injection = Pick<chrome.scripting.ScriptInjection<unknown[], unknown>, 'target'>;
type Injected = { result: unknown; documentId?: string | undefined }[];

/** The scripts that the browser was told to bring into pages. */
export const contentScripts = new ContentScripts();

export const chromium = {
  storage: { managed },
  idle: {
    onStateChanged: new BrowserEvent<[state: 'active' | 'idle' | 'locked']>(),
    setDetectionInterval: vi.fn<(seconds: number) => void>(),
  },
  declarativeNetRequest,
  scripting: {
    executeScript: vi.fn<(injection: Injection) => Promise<Injected>>(({ target }) =>
      Promise.resolve([{ result: 1, documentId: pages.get(target.tabId)?.documentId }]),
    ),
    ...contentScripts.api,
  },
  webRequest: { onHeadersReceived: new BrowserEvent<[object]>() },
};

/** Takes the browser back to a first start: nothing stored, no rules, nobody called. */
export function restartBrowser(): void {
  vi.resetAllMocks();
  browser.storage.local.clear();
  browser.storage.session.clear();
  managed.set(UNMANAGED);
  browser.runtime.onStartup.clear();
  browser.windows.onCreated.clear();
  browser.tabs.onUpdated.clear();
  browser.alarms.clear();
  declarativeNetRequest.rules.clear();
  chromium.idle.onStateChanged.clear();
  contentScripts.clear();
  chromium.webRequest.onHeadersReceived.clear();
  openWindows.clear();
  pages.clear();
  pages.set(1, FIRST_PAGE);
}

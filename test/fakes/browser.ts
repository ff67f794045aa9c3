/**
 * Stands in for the port `src/platform/browser.ts`, as far as the worker uses it:
 * `vi.mock('…/src/platform/browser.ts', () => import('…/fakes/browser.ts'))`.
 */
import { vi } from 'vitest';
import { declarativeNetRequest } from './session-rules.ts';
import { StorageArea } from './storage-area.ts';

export const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';
const ORIGIN = `chrome-extension://${EXTENSION_ID}`;

let windows = 0;

export const browser = {
  runtime: { id: EXTENSION_ID, getURL: (path: string) => `${ORIGIN}/${path}` },
  storage: { local: new StorageArea(), session: new StorageArea() },
  identity: {
    getRedirectURL: () => `https://${EXTENSION_ID}.chromiumapp.org/`,
    launchWebAuthFlow: vi.fn<(details: { url: string; interactive: boolean }) => Promise<string>>(),
  },
  windows: {
    create: vi.fn(({ url }: { url: string }) => Promise.resolve({ id: ++windows, url })),
    remove: vi.fn<(id: number) => Promise<void>>(() => Promise.resolve()),
  },
  action: {
    setBadgeBackgroundColor: vi.fn(() => Promise.resolve()),
    setBadgeText: vi.fn<(badge: { tabId: number; text: string }) => Promise<void>>(() => Promise.resolve()),
  },
};

type Injection = Pick<chrome.scripting.ScriptInjection<unknown[], unknown>, 'target'>;

export const chromium = {
  declarativeNetRequest,
  scripting: {
    executeScript: vi.fn<(injection: Injection) => Promise<{ result: unknown }[]>>(() =>
      Promise.resolve([{ result: 1 }]),
    ),
  },
};

/** Takes the browser back to a first start: nothing stored, no rules, nobody called. */
export function restartBrowser(): void {
  vi.resetAllMocks();
  browser.storage.local.clear();
  browser.storage.session.clear();
  declarativeNetRequest.rules.clear();
}

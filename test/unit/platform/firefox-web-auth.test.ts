import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openOnce } from '../../../src/platform/firefox-web-auth.ts';
import { browserWebAuth } from '../../../src/platform/web-auth.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));
vi.mock('../../../src/domain/build.ts', () => ({ isFirefox: true }));
const { identity, tabs, windows } = browser;

const FRONT = 'https://idp.example/';
const PAGE = new URL(`${FRONT}authorize?client_id=a&request_uri=b`);
const BACK = 'https://back.example/?code=a';

beforeEach(restartBrowser);

/** Firefox shows the front page in a window, and whatever the test has happen besides. */
function show(act: () => void): void {
  identity.launchWebAuthFlow.mockImplementation(() => {
    act();
    return Promise.resolve(BACK);
  });
}

const load = (windowId: number, tab: number, url?: string) =>
  tabs.onUpdated.fire(tab, { status: 'loading' }, { windowId, ...(url !== undefined && { url }) });

describe('a page that may be opened once', () => {
  it('is loaded by the window alone: what Firefox asks for first is the front page', async () => {
    show(() => {
      windows.onCreated.fire({ id: 7, type: 'popup' });
      load(7, 3);
      load(7, 3);
    });
    expect(await openOnce(PAGE)).toBe(BACK);
    expect(identity.launchWebAuthFlow).toHaveBeenCalledExactlyOnceWith({ url: FRONT, interactive: true });
    expect(tabs.update).toHaveBeenCalledExactlyOnceWith(3, { url: PAGE.href, loadReplace: true });
  });

  it('is not brought to a window that was there, is a whole browser, or shows a page of ours', async () => {
    show(() => {
      load(1, 1);
      windows.onCreated.fire({ id: 7, type: 'normal' });
      load(7, 3);
      windows.onCreated.fire({ id: 8, type: 'popup' });
      load(8, 4, browser.runtime.getURL('popup/approve.html'));
    });
    await openOnce(PAGE);
    expect(tabs.update).not.toHaveBeenCalled();
  });

  it('is not brought anywhere once all is over, however it ended', async () => {
    identity.launchWebAuthFlow.mockRejectedValue(new Error('User cancelled or denied access.'));
    await expect(openOnce(PAGE)).rejects.toThrow('cancelled');
    windows.onCreated.fire({ id: 7, type: 'popup' });
    load(7, 3);
    expect(tabs.update).not.toHaveBeenCalled();
  });
});

describe('In Firefox', () => {
  it.each([
    ['a pushed request that is shown', PAGE.href, true, FRONT],
    ['a pushed request that is not', PAGE.href, false, PAGE.href],
    ['any other request', `${FRONT}authorize?state=a`, true, `${FRONT}authorize?state=a`],
  ])('%s is asked for at its own address, or the front page', async (_, page, interactive, url) => {
    identity.launchWebAuthFlow.mockResolvedValue(BACK);
    expect((await browserWebAuth().open(new URL(page), { interactive })).href).toBe(BACK);
    expect(identity.launchWebAuthFlow).toHaveBeenCalledExactlyOnceWith({ url, interactive });
  });

  it('a page that nobody sees and that never comes is waited for no longer than a request waits', async () => {
    vi.useFakeTimers();
    identity.launchWebAuthFlow.mockReturnValue(new Promise(() => undefined));
    const code = codeOf(browserWebAuth().open(PAGE, { interactive: false }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await code).toBe('timed-out');
    vi.useRealTimers();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Redirects from '../../../src/signing/redirects.ts';
import * as port from '../../fakes/browser.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const { onHeadersReceived } = port.chromium.webRequest;
const OWN = `chrome-extension://${port.EXTENSION_ID}`;
const FROM = 'https://pod.example/from';

let redirects: typeof Redirects;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: OWN });
  port.restartBrowser();
  vi.resetModules();
  redirects = await import('../../../src/signing/redirects.ts');
  redirects.observeRedirects();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The browser tells of an answer with a redirect. */
function tell(target: string | null, change: object = {}): void {
  const responseHeaders = target === null ? [] : [{ name: 'Location', value: target }];
  onHeadersReceived.fire({ statusCode: 302, url: FROM, initiator: OWN, responseHeaders, ...change });
}

const ask = (url = FROM) => redirects.locationOf(new URL(url));

describe('where a redirect leads', () => {
  it.each(['before', 'after'])('is known where the event comes %s the answer', async (when) => {
    if (when === 'before') tell('/to');
    const found = ask();
    if (when === 'after') tell('/to');
    expect(await found).toBe('302 /to');
  });

  it.each([
    [301, 'LOCATION'],
    [307, 'location'],
    [308, 'Location'],
  ])('is told with its status: %i, by the header %s', async (statusCode, name) => {
    tell(null, {
      statusCode,
      responseHeaders: [
        { name: 'x', value: 'y' },
        { name, value: '/a b' },
      ],
    });
    expect(await ask()).toBe(`${statusCode} /a b`);
  });

  it('is asked without the fragment, which is not sent', async () => {
    tell('/to');
    expect(await ask(`${FROM}#me`)).toBe('302 /to');
  });

  it('belongs to its own address', async () => {
    tell('/one', { url: `${FROM}?1` });
    tell('/two', { url: `${FROM}?2` });
    expect([await ask(`${FROM}?2`), await ask(`${FROM}?1`)]).toEqual(['302 /two', '302 /one']);
  });

  it('is given to each who asks, in order, once', async () => {
    tell('/one');
    tell('/two');
    const all = [ask(), ask(), ask(), ask()];
    tell('/three');
    vi.advanceTimersByTime(2000);
    expect(await Promise.all(all)).toEqual(['302 /one', '302 /two', '302 /three', null]);
  });

  it('is heard once where the listener was added twice', async () => {
    redirects.observeRedirects();
    tell('/to');
    const all = [ask(), ask()];
    vi.advanceTimersByTime(2000);
    expect(await Promise.all(all)).toEqual(['302 /to', null]);
  });

  it('is told to who asks where no initiator is stated', async () => {
    tell('/to', { initiator: undefined });
    expect(await ask()).toBe('302 /to');
  });
});

describe('nobody tells where it leads', () => {
  it.each<[string, object]>([
    ['a page’s own request', { initiator: 'https://app.example' }],
    ['another extension’s request', { initiator: 'chrome-extension://ponm' }],
    ['a request of no origin', { initiator: 'null' }],
    ['another address', { url: `${FROM}/` }],
    ['an answer that is no redirect', { statusCode: 200 }],
    ['an answer that says the same', { statusCode: 304 }],
    ['a failure', { statusCode: 400 }],
    ['an answer without a place', { responseHeaders: [] }],
    ['an answer without headers', { responseHeaders: undefined }],
  ])('by %s', async (_what, change) => {
    tell('/evil', change);
    const found = ask();
    tell('/evil', change);
    vi.advanceTimersByTime(2000);
    expect(await found).toBeNull();
  });

  it('after two seconds, and not sooner', async () => {
    const found = vi.fn();
    void ask().then(found);
    await vi.advanceTimersByTimeAsync(1999);
    expect(found).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(found.mock.calls).toEqual([[null]]);
  });

  it('so late that it has been forgotten, whoever asked in vain', async () => {
    const first = ask();
    vi.advanceTimersByTime(2000);
    expect(await first).toBeNull();
    tell('/late');
    vi.advanceTimersByTime(2000);
    const next = ask();
    tell('/now');
    expect(await next).toBe('302 /now');
  });

  it('of an answer of which nobody asked: by the next time, it may lead elsewhere', async () => {
    tell('/old');
    vi.advanceTimersByTime(1500);
    tell('/new');
    vi.advanceTimersByTime(500);
    expect(await ask()).toBe('302 /new');
  });
});

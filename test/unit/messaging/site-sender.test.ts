import { describe, expect, it, vi } from 'vitest';
import { extensionSender, siteSender } from '../../../src/messaging/server.ts';
import { EXTENSION_ID } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

type From = Exclude<Parameters<typeof siteSender>[0], undefined>;

const OTHER_EXTENSION = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const OWN = `chrome-extension://${EXTENSION_ID}`;
const PAGE: From = {
  id: EXTENSION_ID,
  url: 'https://app.example/notes?a#b',
  origin: 'https://app.example',
  tab: { id: 7 } as chrome.tabs.Tab,
  frameId: 0,
  documentId: 'one',
  documentLifecycle: 'active',
};

/** The page, but for some members that are not told. */
function without(...names: (keyof From)[]): From {
  return Object.fromEntries(Object.entries(PAGE).filter(([name]) => !names.includes(name as keyof From)));
}

describe('the page at the other end of a bridge', () => {
  it.each<[string, From, string]>([
    ['a page', PAGE, 'https://app.example'],
    ['a page where no lifecycle is told', without('documentLifecycle'), 'https://app.example'],
    [
      'a page on loopback',
      { ...PAGE, url: 'http://localhost:3000/', origin: 'http://localhost:3000' },
      'http://localhost:3000',
    ],
    [
      'a page whose URL was made up since: its origin counts',
      { ...PAGE, url: 'https://evil.example/' },
      'https://app.example',
    ],
  ])('is known: %s', (_who, from, site) => {
    expect(siteSender(from)).toEqual({ site, tabId: 7, isPrivate: false, documentId: 'one' });
  });

  it.each<[string, From | undefined]>([
    ['nobody', undefined],
    ['nobody in particular', {}],
    ['a frame of the same site', { ...PAGE, frameId: 3 }],
    ['a frame whose number is not told', without('frameId')],
    ['a sandboxed page', { ...PAGE, origin: 'null' }],
    ['a page whose origin is not told', without('origin')],
    ['a page of no origin', { ...PAGE, origin: '' }],
    ['a page of an origin without a host', { ...PAGE, origin: 'https://' }],
    ['a page from a data URL', { ...PAGE, url: 'data:text/html,a', origin: 'null' }],
    ['a file', { ...PAGE, url: 'file:///a.html', origin: 'file://' }],
    ['a prerendered page', { ...PAGE, documentLifecycle: 'prerender' }],
    ['a page in the back-forward cache', { ...PAGE, documentLifecycle: 'cached' }],
    ['a page that is about to go', { ...PAGE, documentLifecycle: 'pending_deletion' }],
    ['a page without a document', without('documentId')],
    ['a page without a tab', without('tab')],
    ['a page in a tab without a number', { ...PAGE, tab: {} as chrome.tabs.Tab }],
    ['another extension', { ...PAGE, id: OTHER_EXTENSION }],
    [
      'a page of another extension',
      { id: OTHER_EXTENSION, url: `chrome-extension://${OTHER_EXTENSION}/a.html` },
    ],
    ['a page of another extension in a tab', { ...PAGE, origin: `chrome-extension://${OTHER_EXTENSION}` }],
    ['our popup', { id: EXTENSION_ID, url: `${OWN}/popup/index.html`, origin: OWN }],
    ['our own page in a tab', { ...PAGE, url: `${OWN}/options/index.html`, origin: OWN }],
    ['a page that claims our URL', { ...PAGE, url: `${OWN}/options/index.html` }],
    ['a web page by itself', without('id')],
  ])('is nobody, to whom nothing is granted: %s', (_who, from) => {
    expect(siteSender(from)).toBeNull();
  });
});

describe('another extension', () => {
  it('is a site by its id, whatever else it says', () => {
    const from = { id: OTHER_EXTENSION, url: `chrome-extension://${OTHER_EXTENSION}/a.html` };
    const site = `chrome-extension://${OTHER_EXTENSION}`;
    expect(extensionSender(from)).toEqual({ site, tabId: -1, isPrivate: false, documentId: OTHER_EXTENSION });
    const page = { ...from, origin: site, documentId: 'one' };
    expect(extensionSender(page)).toEqual({ site, tabId: -1, isPrivate: false, documentId: 'one' });
  });

  it.each<[string, From | undefined]>([
    ['nobody', undefined],
    ['nobody in particular', {}],
    ['ourselves', { id: EXTENSION_ID, origin: OWN }],
    ['its script in a page', { ...PAGE, id: OTHER_EXTENSION }],
    ['its script in a sandboxed page', { ...PAGE, id: OTHER_EXTENSION, origin: 'null' }],
    ['its script in a file', { ...PAGE, id: OTHER_EXTENSION, origin: 'file://' }],
    ['a web page by itself', without('id')],
  ])('is not %s', (_who, from) => {
    expect(extensionSender(from)).toBeNull();
  });
});

import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  documentIn,
  injectProvider,
  isDocumentIn,
  isOfferedEverywhere,
  offerEverywhere,
  pokePages,
  syncSitePages,
} from '../../../src/background/site-pages.ts';
import { addGrants, revokeSite } from '../../../src/sites/grants.ts';
import { browser, chromium, contentScripts, pages, restartBrowser } from '../../fakes/browser.ts';
import { APP, grantOf, OTHER_APP } from '../../fakes/people.ts';
import { forgetValues } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);
beforeEach(forgetValues);

const inject = chromium.scripting.executeScript;
const { registered } = contentScripts;
const matches = () => [...registered.values()].map((script) => script.matches);

describe('the provider and its bridge', () => {
  it('are nowhere at first', async () => {
    await syncSitePages();
    expect([registered.size, await isOfferedEverywhere()]).toEqual([0, false]);
  });

  it('are on connected sites, before the page’s own scripts, each in its world and in no frame', async () => {
    await addGrants([
      grantOf({ site: OTHER_APP }),
      grantOf(),
      grantOf({ site: 'http://localhost:3000' as typeof APP }),
    ]);
    await syncSitePages();
    const sites = ['http://localhost/*', 'https://app.example/*', 'https://other.example/*'];
    const early = { matches: sites, runAt: 'document_start', persistAcrossSessions: true };
    expect([...registered.values()]).toEqual([
      { id: 'bridge', js: ['src/content/bridge.iife.js'], ...early },
      { id: 'provider', js: ['src/content/provider.iife.js'], world: 'MAIN', ...early },
    ]);
  });

  it('stay on connected sites while another extension has a grant, which has no pages for them', async () => {
    await addGrants([grantOf({ site: 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba' as typeof APP })]);
    await syncSitePages();
    expect(registered.size).toBe(0);
    await addGrants([grantOf()]);
    await syncSitePages();
    expect(matches()[0]).toEqual(['https://app.example/*']);
  });

  it('go with the last grant, and come with the next', async () => {
    await addGrants([grantOf(), grantOf({ site: OTHER_APP })]);
    await syncSitePages();
    await revokeSite(APP);
    await syncSitePages();
    expect(matches()).toEqual([['https://other.example/*'], ['https://other.example/*']]);
    await revokeSite(OTHER_APP);
    await syncSitePages();
    expect(registered.size).toBe(0);
  });

  it('are everywhere where the person wants so, and no longer', async () => {
    await addGrants([grantOf()]);
    await offerEverywhere(true);
    await syncSitePages();
    expect(matches()[0]).toEqual(['https://*/*', 'http://*.localhost/*', 'http://127.0.0.1/*']);
    browser.storage.session.clear();
    expect(await isOfferedEverywhere(), 'it outlives the browser').toBe(true);
    await offerEverywhere(false);
    await syncSitePages();
    expect(matches()[0]).toEqual(['https://app.example/*']);
  });

  it('are registered once, however often and however many ask', async () => {
    await addGrants([grantOf()]);
    await Promise.all([syncSitePages(), syncSitePages(), syncSitePages()]);
    await syncSitePages();
    expect(contentScripts.registrations).toBe(1);
  });

  it('are brought to an open page once', async () => {
    await injectProvider(1);
    expect(inject.mock.calls.slice(1)).toMatchObject([
      [{ target: { tabId: 1 }, files: ['src/content/bridge.iife.js'] }],
      [{ target: { tabId: 1 }, files: ['src/content/provider.iife.js'], world: 'MAIN' }],
    ]);
    inject.mockClear();
    inject.mockResolvedValueOnce([{ result: true }]);
    await injectProvider(1);
    expect(inject).toHaveBeenCalledTimes(1);
  });
});

describe('the document in a tab', () => {
  it('is what it shows now', async () => {
    expect([await documentIn(1), await isDocumentIn(1, 'one')]).toEqual(['one', true]);
    pages.set(1, { url: 'https://evil.example/', documentId: 'two' });
    expect(await isDocumentIn(1, 'one')).toBe(false);
  });

  it('is none where we may not look, and none is not the same as none', async () => {
    inject.mockRejectedValue(new Error('Cannot access contents of the page.'));
    expect(await documentIn(1)).toBeNull();
    expect(await isDocumentIn(1, 'one')).toBe(false);
    inject.mockResolvedValue([]);
    expect(await documentIn(1)).toBeNull();
  });
});

it('every tab is told that there is news, though some have nobody who listens', async () => {
  pages.set(2, { url: 'https://other.example/', documentId: 'two' });
  browser.tabs.sendMessage.mockRejectedValueOnce(new Error('Receiving end does not exist.'));
  await pokePages();
  expect(browser.tabs.sendMessage.mock.calls).toEqual([1, 2].map((id) => [id, 'latchkey:poke']));
});

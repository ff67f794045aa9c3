import * as v from 'valibot';
import bridge from '../content/bridge.iife.ts?script';
import provider from '../content/provider.iife.ts?script';
import { type Grant, type Site, siteOf } from '../domain/grant.ts';
import { EVERY_HOST, hostPattern } from '../domain/pod.ts';
import { browser, chromium } from '../platform/browser.ts';
import { isOff } from '../platform/managed.ts';
import { stored } from '../platform/stored.ts';
import { listGrants } from '../sites/grants.ts';
import { everyGrant } from './grants.ts';

/** What the bridge listens for, without a port. */
const POKE = 'latchkey:poke';

const SCRIPTS = ['bridge', 'provider'] as const;

/** Whether the person wants Latchkey offered to every site rather than to connected ones. */
const everywhere = stored('database', 'offered-everywhere', v.boolean(), false);

export async function isOfferedEverywhere(): Promise<boolean> {
  return (await everywhere.read()) && !(await isOff('everySite'));
}

export async function offerEverywhere(wanted: boolean): Promise<void> {
  await everywhere.update(() => wanted);
}

/** Keeps the provider and its bridge on the pages of connected sites, or of every site. */
export async function syncSitePages(): Promise<void> {
  await navigator.locks.request('site-pages', async () => {
    const registered = await chromium.scripting.getRegisteredContentScripts({ ids: [...SCRIPTS] });
    // A browser that has just started reads a policy late, and the first pages do not wait for that.
    const before = registered.length > 0 ? registered : await register(matchesOf(await listGrants()));
    const matches = (await isOfferedEverywhere()) ? [...EVERY_HOST] : matchesOf(await everyGrant());
    if (before.length > 0 && before.every((one) => one.matches?.join() === matches.join())) return;
    if (before.length > 0) {
      await chromium.scripting.unregisterContentScripts({ ids: before.map(({ id }) => id) });
    }
    await register(matches);
  });
}

/** One pattern that is not of the web, as another extension's would be, and the browser refuses them all. */
function matchesOf(grants: readonly Grant[]): string[] {
  const sites = grants.flatMap(({ site }) => (siteOf(site) === null ? [] : [hostPattern(site)]));
  return [...new Set(sites)].sort();
}

type Script = Pick<chrome.scripting.RegisteredContentScript, 'id' | 'matches'>;

async function register(matches: string[]): Promise<readonly Script[]> {
  if (matches.length === 0) return [];
  const early = { matches, runAt: 'document_start', persistAcrossSessions: true } as const;
  const scripts = [
    { id: 'bridge', js: [bridge], ...early },
    { id: 'provider', js: [provider], world: 'MAIN' as const, ...early },
  ];
  await chromium.scripting.registerContentScripts(scripts);
  return scripts;
}

/** Brings Latchkey to the page that a tab shows now, unless it is there. */
export async function injectProvider(tabId: number): Promise<void> {
  const target = { tabId };
  const [isThere] = await chromium.scripting.executeScript({
    target,
    injectImmediately: true,
    func: () => 'latchkeyBridge' in globalThis,
  });
  if (isThere?.result === true) return;
  await chromium.scripting.executeScript({ target, files: [bridge], injectImmediately: true });
  await chromium.scripting.executeScript({
    target,
    files: [provider],
    world: 'MAIN',
    injectImmediately: true,
  });
}

/** The site in a tab; null in a private window. The browser hides the URLs of hosts that we were not given. */
export async function siteIn(tabId: number): Promise<Site | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.incognito === false ? siteOf(tab.url ?? '') : null;
}

/** The document that a tab shows, or null where we may not look. */
export async function documentIn(tabId: number): Promise<string | null> {
  const target = { tabId };
  // At once: what a page that never comes to its end would have to say, the popup would wait for.
  return await chromium.scripting.executeScript({ target, injectImmediately: true, func: () => true }).then(
    ([page]) => page?.documentId ?? null,
    () => null,
  );
}

/** Whether a document is still what its tab shows. */
export async function isDocumentIn(tabId: number, documentId: string): Promise<boolean> {
  return (await documentIn(tabId)) === documentId;
}

/** Has the pages whose bridge lost its worker come back, to hear what has changed. */
export async function pokePages(): Promise<void> {
  const ids = (await browser.tabs.query({})).flatMap(({ id }) => (id === undefined ? [] : [id]));
  // A tab without a bridge hears nothing, which is no failure.
  await Promise.allSettled(ids.map((id) => browser.tabs.sendMessage(id, POKE)));
}

import * as v from 'valibot';
import bridge from '../content/bridge.iife.ts?script';
import provider from '../content/provider.iife.ts?script';
import { siteOf } from '../domain/grant.ts';
import { EVERY_HOST, hostPattern } from '../domain/pod.ts';
import { browser, chromium } from '../platform/browser.ts';
import { stored } from '../platform/stored.ts';
import { listGrants } from '../sites/grants.ts';

/** What the bridge listens for, without a port. */
const POKE = 'latchkey:poke';

const SCRIPTS = ['bridge', 'provider'] as const;

/** Whether the person wants Latchkey offered to every site rather than to connected ones. */
const everywhere = stored('local', 'offered-everywhere', v.boolean(), false);

export async function isOfferedEverywhere(): Promise<boolean> {
  return await everywhere.read();
}

export async function offerEverywhere(wanted: boolean): Promise<void> {
  await everywhere.update(() => wanted);
}

/** Keeps the provider and its bridge on the pages of connected sites, or of every site. */
export async function syncSitePages(): Promise<void> {
  await navigator.locks.request('site-pages', async () => {
    // One pattern that is not of the web, as another extension's would be, and the browser refuses them all.
    const sites = (await listGrants()).flatMap(({ site }) =>
      siteOf(site) === null ? [] : [hostPattern(site)],
    );
    const matches = (await isOfferedEverywhere()) ? [...EVERY_HOST] : [...new Set(sites)].sort();
    const registered = await chromium.scripting.getRegisteredContentScripts({ ids: [...SCRIPTS] });
    if (registered.length > 0 && registered.every((one) => one.matches?.join() === matches.join())) return;
    if (registered.length > 0) {
      await chromium.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
    }
    if (matches.length === 0) return;
    const early = { matches, runAt: 'document_start', persistAcrossSessions: true } as const;
    await chromium.scripting.registerContentScripts([
      { id: 'bridge', js: [bridge], ...early },
      { id: 'provider', js: [provider], world: 'MAIN', ...early },
    ]);
  });
}

/** Brings Latchkey to the page that a tab shows now, unless it is there. */
export async function injectProvider(tabId: number): Promise<void> {
  const target = { tabId };
  const [isThere] = await chromium.scripting.executeScript({
    target,
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

/** The document that a tab shows, or null where we may not look. */
export async function documentIn(tabId: number): Promise<string | null> {
  return await chromium.scripting.executeScript({ target: { tabId }, func: () => true }).then(
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

import refused from '../content/refused.iife.ts?script';
import { hostPattern } from '../domain/pod.ts';
import { knownPods } from '../identities/identities.ts';
import { chromium } from '../platform/browser.ts';

const SCRIPT = 'refused';

/** Keeps the content script on the hosts of the known pods, and nowhere else. */
export async function syncPodPages(): Promise<void> {
  await navigator.locks.request('pod-pages', async () => {
    const matches = [...new Set((await knownPods()).map((pod) => hostPattern(pod)))];
    const [registered] = await chromium.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
    if (registered?.matches?.join() === matches.join()) return;
    if (registered !== undefined) await chromium.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    if (matches.length === 0) return;
    await chromium.scripting.registerContentScripts([
      { id: SCRIPT, js: [refused], matches, runAt: 'document_start', persistAcrossSessions: true },
    ]);
  });
}

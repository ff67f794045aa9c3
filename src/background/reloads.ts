import script from '../content/reload.iife.ts?script';
import type { ElementLoad } from '../domain/element.ts';
import type { Site } from '../domain/grant.ts';
import { chromium } from '../platform/browser.ts';
import type { RefusedRequest } from '../signing/policy.ts';
import type { Place } from '../signing/signing.ts';

declare global {
  /** In the isolated world of a page that has loaded something again before. */
  var latchkeyReload: ((loads: readonly ElementLoad[]) => void) | undefined;
}

/**
 * Has a document load elements again.
 *
 * @throws Error where the document is gone
 */
export async function reloadIn({ tabId, documentId }: Place, loads: readonly ElementLoad[]): Promise<void> {
  const target = { tabId, documentIds: [documentId] };
  const ask = async (): Promise<boolean> => {
    const [answer] = await chromium.scripting.executeScript({
      target,
      injectImmediately: true,
      func: (all: readonly ElementLoad[]) => {
        globalThis.latchkeyReload?.(all);
        return globalThis.latchkeyReload !== undefined;
      },
      args: [loads],
    });
    return answer?.result === true;
  };
  if (await ask()) return;
  await chromium.scripting.executeScript({ target, injectImmediately: true, files: [script] });
  await ask();
}

/**
 * Whether a document has loaded. No promise of that is awaited in it: Chromium holds the load event back until an
 * injected script's promise has settled.
 *
 * @throws Error where the document is gone
 */
export async function hasLoaded({ tabId, documentId }: Place): Promise<boolean> {
  const [answer] = await chromium.scripting.executeScript({
    target: { tabId, documentIds: [documentId] },
    injectImmediately: true,
    func: () => document.readyState === 'complete',
  });
  return Boolean(answer?.result);
}

/** Whether the document that asks, and every one around it, is of the site that asks. */
export async function isWithinSite({ site, tabId, documentId }: RefusedRequest): Promise<boolean> {
  if (site === null || documentId === null) return false;
  const answers = await chromium.scripting
    .executeScript({
      target: { tabId, documentIds: [documentId] },
      injectImmediately: true,
      func: (origin: Site) => [location.origin, ...location.ancestorOrigins].every((one) => one === origin),
      args: [site],
    })
    // A document that is gone, or where we may not look.
    .catch(() => []);
  return answers[0]?.result === true;
}

/**
 * In the isolated world of a page whose elements were refused: loads them again, now that the browser signs them.
 * Brought there when it is first needed; from then on it waits to be called.
 */
import type { ElementKind, ElementLoad } from '../domain/element.ts';
import { reloadElements } from './reload-elements.ts';
import { reloadRules } from './reload-rules.ts';
import { rootsOf } from './roots.ts';

/**
 * A refusal may come before its element, as browsers load ahead of the parser; so nothing is done before the page
 * has loaded. No promise of that is returned: Chromium holds the load event back until an injected script's promise
 * has settled.
 */
function reload(loads: readonly ElementLoad[]): void {
  if (document.readyState === 'complete') void reloadEnded(loads);
  else window.addEventListener('load', () => void reloadEnded(loads), { once: true });
}

async function reloadEnded(loads: readonly ElementLoad[]): Promise<void> {
  await Promise.all(loads.filter(({ kind }) => IN_PAGE.has(kind)).map(({ url }) => ended(url)));
  reloadNow(loads);
}

/** What a page loads itself, rather than a frame or a player of its own. */
const IN_PAGE: ReadonlySet<ElementKind> = new Set(['image', 'stylesheet', 'font', 'script']);
/** Milliseconds. */
const PATIENCE = 1000;

/**
 * Resolves once the page knows, too, that a load has ended: until then another would only join it, and fail with it.
 */
function ended(url: string): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName(url).length > 0) end();
    });
    // Of what has ended before, browsers remember so much and no more.
    const timer = setTimeout(end, PATIENCE);
    observer.observe({ type: 'resource', buffered: true });
  });
}

function reloadNow(loads: readonly ElementLoad[]): void {
  const roots = rootsOf(document);
  const ofRules = new Set<string>();
  for (const { kind, url } of loads) {
    const isShown = reloadElements(roots, kind, url);
    // What no element names, a style sheet does.
    if (!isShown) ofRules.add(url);
  }
  if (ofRules.size > 0) for (const root of roots) reloadRules(root, ofRules);
}

// Two batches of loads may bring it to a page at the same time.
if (globalThis.latchkeyReload === undefined) {
  Object.defineProperty(globalThis, 'latchkeyReload', { value: reload });
}

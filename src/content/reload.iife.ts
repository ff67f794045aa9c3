/**
 * In the isolated world of a page whose elements were refused: loads them again, now that the browser signs them.
 * Brought there when it is first needed; from then on it waits to be called.
 */
import type { ElementLoad } from '../domain/element.ts';
import { reloadElements } from './reload-elements.ts';
import { reloadRules } from './reload-rules.ts';
import { rootsOf } from './roots.ts';

/**
 * A refusal may come before its element, as browsers load ahead of the parser; so nothing is done before the page
 * has loaded. No promise of that is returned: Chromium holds the load event back until an injected script's promise
 * has settled.
 */
function reload(loads: readonly ElementLoad[]): void {
  if (document.readyState === 'complete') reloadNow(loads);
  else window.addEventListener('load', () => reloadNow(loads), { once: true });
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

Object.defineProperty(globalThis, 'latchkeyReload', { value: reload });

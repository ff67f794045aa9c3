import { isFirefox } from '../domain/build.ts';

/** A tree of elements: the document's, or that below an element with a tree of its own. */
export type Root = Document | ShadowRoot;

/** A root and every one below it, also closed ones, into which a page's own scripts may not look. */
export function rootsOf(root: Root): readonly Root[] {
  const roots = [root];
  for (const element of root.querySelectorAll('*')) {
    if (!(element instanceof HTMLElement)) continue;
    const inner = innerOf(element);
    if (inner !== null) roots.push(...rootsOf(inner));
  }
  return roots;
}

/** What in Chromium is a function, in Firefox is a property of elements, seen by extensions only. */
function innerOf(element: HTMLElement & { readonly openOrClosedShadowRoot?: Root }): Root | null {
  return isFirefox ? (element.openOrClosedShadowRoot ?? null) : chrome.dom.openOrClosedShadowRoot(element);
}

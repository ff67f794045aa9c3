/** What a page loads besides itself, as far as it is signed. `object` is what `<object>` and `<embed>` show. */
export const ELEMENT_KINDS = ['image', 'stylesheet', 'font', 'script', 'media', 'frame', 'object'] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** A load of a page's element. */
export interface ElementLoad {
  readonly kind: ElementKind;
  readonly url: string;
}

/** What a request is for; `fetch` is what a script asks for: by `fetch`, `XMLHttpRequest`, and the like. */
export type RequestKind = 'navigation' | 'fetch' | ElementKind;

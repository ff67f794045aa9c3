import type { Page, Request } from 'playwright-core';

/** What a tab's documents were answered, in their order: each a status and a path. */
export interface Journal {
  readonly entries: readonly string[];
  /** Opens a URL, by hand as it were, and resolves once a document with this status has loaded. */
  open(url: string, status: number): Promise<void>;
  /** Does something that leads to a document with this status, and resolves once that has loaded. */
  after(act: () => Promise<unknown>, url: string, status: number): Promise<void>;
}

/**
 * Keeps a journal of a tab. That a refused document is *not* loaded again cannot be waited for: a story looks at
 * the whole journal at its end, after steps that came later.
 */
export function journalOf(tab: Page): Journal {
  const entries: string[] = [];
  tab.on('response', (response) => {
    if (isDocument(response.request(), tab)) entries.push(entryOf(response.status(), response.url()));
  });
  const after: Journal['after'] = async (act, url, status) => {
    const answered = tab.waitForEvent('response', {
      predicate: (response) =>
        isDocument(response.request(), tab) &&
        entryOf(response.status(), response.url()) === entryOf(status, url),
    });
    // A load that is replaced on the way is reported as interrupted.
    const [response] = await Promise.all([answered, act().catch(() => undefined)]);
    await response.finished();
    // On its way a tab may have shown, and loaded, something else.
    await tab.waitForURL((shown) => shown.pathname === new URL(url).pathname);
  };
  return { entries, after, open: (url, status) => after(() => tab.goto(url), url, status) };
}

function isDocument(request: Request, tab: Page): boolean {
  return request.isNavigationRequest() && request.frame() === tab.mainFrame();
}

function entryOf(status: number, url: string): string {
  return `${status} ${new URL(url).pathname}`;
}

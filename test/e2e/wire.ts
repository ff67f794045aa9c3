import type { BrowserContext, Request } from 'playwright-core';

/**
 * Every request of the browser's tabs that carried an access token, as `METHOD type URL`. The headers are those
 * that went over the wire, with what a rule added.
 */
export interface Wire {
  signed(): Promise<readonly string[]>;
}

export function listenTo(context: BrowserContext): Wire {
  const lines: Promise<string | null>[] = [];
  // A page that closes takes its requests along: better said than missed.
  context.on('response', (response) =>
    lines.push(signedLine(response.request()).catch(() => `lost ${response.url()}`)),
  );
  return { signed: async () => (await Promise.all(lines)).filter((line) => line !== null) };
}

async function signedLine(request: Request): Promise<string | null> {
  // The browser's own pages, as of its PDF viewer, have no headers that were sent.
  if (!request.url().startsWith('http')) return null;
  const headers = await request.allHeaders();
  const isSigned = 'authorization' in headers || 'dpop' in headers;
  return isSigned ? `${request.method()} ${request.resourceType()} ${request.url()}` : null;
}

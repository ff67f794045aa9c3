import type { BrowserContext, Request } from 'playwright-core';

/**
 * Every request of the browser's tabs that carried an access token, as `METHOD type URL`. The headers are those
 * that went over the wire, with what a rule added.
 */
export interface Wire {
  signed(): Promise<readonly string[]>;
}

export function listenTo(context: BrowserContext): Wire {
  const requests: Request[] = [];
  context.on('requestfinished', (request) => requests.push(request));
  return {
    async signed() {
      const lines = await Promise.all(
        requests.map(async (request) => {
          const headers = await request.allHeaders();
          const isSigned = 'authorization' in headers || 'dpop' in headers;
          return isSigned ? `${request.method()} ${request.resourceType()} ${request.url()}` : null;
        }),
      );
      return lines.filter((line) => line !== null);
    },
  };
}

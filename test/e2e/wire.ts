import type { Request } from 'playwright-core';
import type { Browser } from '../world/browser.ts';
import type { AnsweredRequest, Firefox } from '../world/firefox.ts';

/**
 * Every request of the browser's tabs that carried an access token, as `METHOD type URL`. The headers are those
 * that went over the wire, with what a rule or a listener added.
 */
export interface Wire {
  signed(): Promise<readonly string[]>;
}

export function listenTo(browser: Browser | Firefox): Wire {
  const lines: Promise<string | null>[] = [];
  if ('onAnswered' in browser) {
    browser.onAnswered((request) => lines.push(Promise.resolve(lineOf(request))));
  } else {
    // A page that closes takes its requests along: better said than missed.
    browser.context.on('response', (response) =>
      lines.push(signedLine(response.request()).catch(() => `lost ${response.url()}`)),
    );
  }
  return { signed: async () => (await Promise.all(lines)).filter((line) => line !== null) };
}

async function signedLine(request: Request): Promise<string | null> {
  // The browser's own pages, as of its PDF viewer, have no headers that were sent.
  if (!request.url().startsWith('http')) return null;
  const headers = await request.allHeaders();
  const isSigned = 'authorization' in headers || 'dpop' in headers;
  return isSigned ? `${request.method()} ${request.resourceType()} ${request.url()}` : null;
}

/** Chromium's words for what the Fetch Standard calls otherwise. */
const TYPES: Readonly<Record<string, string>> = {
  '': 'fetch',
  style: 'stylesheet',
  video: 'media',
  audio: 'media',
};

function lineOf({ method, url, destination, headers }: AnsweredRequest): string | null {
  const isSigned = headers.some(({ name }) => /^(authorization|dpop)$/i.test(name));
  return isSigned ? `${method} ${TYPES[destination] ?? destination} ${url}` : null;
}

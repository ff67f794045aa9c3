import type { Sent } from '../../src/domain/explanation.ts';
import { type Site, siteOf } from '../../src/domain/grant.ts';

/** A request of the inspected page that came to nothing. */
export interface FailedRequest {
  readonly url: URL;
  readonly method: string;
  /** 0 where the browser hides the answer, or there was none. */
  readonly status: number;
  /** Null for the page itself. */
  readonly site: Site | null;
  readonly sent: Sent | null;
}

/** The part of an entry of a HAR (HTTP Archive 1.2) that tells of a failure. */
export interface HarEntry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
  };
  readonly response: {
    readonly status: number;
    /** What went wrong where nothing came back; Chromium alone says so. */
    readonly _error?: string | null | undefined;
  };
  /** Chromium alone says so. */
  readonly _resourceType?: string | null | undefined;
}

const FAILED: readonly number[] = [0, 401, 403];

/** Whether nothing is known yet of what becomes of a request: those under way lie in a log, too, with status 0. */
export function isUnderWay({ response }: HarEntry): boolean {
  return response.status === 0 && (response._error ?? '') === '';
}

/**
 * A request of the inspected page, if it failed in a way that can be explained.
 *
 * @param origin of the inspected page
 */
export function failedRequest(
  { request, response, ...entry }: HarEntry,
  origin: string,
): FailedRequest | null {
  const url = URL.parse(request.url);
  if (url === null || !/^https?:$/.test(url.protocol) || !FAILED.includes(response.status)) return null;
  const header = (name: string) =>
    request.headers.find((one) => one.name.toLowerCase() === name)?.value ?? null;
  const isPage = entry._resourceType === 'document' || header('sec-fetch-dest') === 'document';
  return {
    ...{ url, method: request.method.toUpperCase(), status: response.status },
    site: isPage ? null : siteOf(origin),
    sent: sentBy(header('authorization'), header('dpop')),
  };
}

function sentBy(authorization: string | null, proof: string | null): Sent | null {
  const [, accessToken] = /^DPoP +(\S+)$/i.exec(authorization ?? '') ?? [];
  return proof === null || accessToken === undefined ? null : { proof, accessToken };
}

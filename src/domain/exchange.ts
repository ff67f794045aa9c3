/** A request of a site, as `fetch` would make it. */
export interface SiteRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Blob | null;
  readonly redirect: 'follow' | 'error';
  readonly cache: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache';
}

/** A response, but for its body. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The final address. */
  readonly url: string;
  readonly redirected: boolean;
}

/** The two headers of a signed request (RFC 9449 section 7.1). */
export interface SignedHeaders {
  readonly authorization: string;
  readonly dpop: string;
}

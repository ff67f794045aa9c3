/** Where a person is in the options: a page, and what on it is meant. */
export interface Place {
  readonly page: string;
  /** What the page is to show, such as the address to `examine`. */
  readonly params: URLSearchParams;
}

/** The fragment that stands for a place in the options. */
export function hashOf(page: string, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return query === '' ? `#${page}` : `#${page}?${query}`;
}

/** The place that a fragment stands for. */
export function placeOf(hash: string): Place {
  const [page = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { page, params: new URLSearchParams(query) };
}

/** The place in the options where an issuer is examined. */
export function examinationHash(address: string): string {
  return hashOf('issuers', { examine: address });
}

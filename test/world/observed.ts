/** What a page can see of a response, as plain data. */
export interface Observed {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly hasBody: boolean;
  readonly isResponse: boolean;
  readonly used: readonly boolean[];
  readonly text: string;
}

/** Looks at a response in a page, and reads it. It is handed to the page as text: it may use nothing from here. */
export async function observe(response: Response): Promise<Observed> {
  const { status, statusText, ok, url, redirected, type, headers } = response;
  const before = response.bodyUsed;
  const hasBody = response.body !== null;
  const text = await response.text();
  return {
    ...{ status, statusText, ok, url, redirected, type, hasBody, text },
    headers: [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
    isResponse: response instanceof Response && Object.getPrototypeOf(response) === Response.prototype,
    used: [before, response.bodyUsed],
  };
}

/** What a page can see of an error. */
export function describe(error: unknown): string {
  if (error instanceof DOMException) return `DOMException ${error.name}`;
  if (error instanceof Error) return `${error.constructor.name} ${error.name}`;
  return String(error);
}

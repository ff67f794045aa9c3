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

/** What a page can see of an error, of whichever window it is. */
export function describe(error: unknown): string {
  const kind = Object.prototype.toString.call(error);
  if (kind === '[object DOMException]') return `DOMException ${(error as DOMException).name}`;
  if (kind === '[object Error]') return `${(error as Error).constructor.name} ${(error as Error).name}`;
  return String(error);
}

/** What a signed answer is compared by, but for the differences that `fidelity-differences.test.ts` names. */
export function comparable(signed: unknown, own: unknown): unknown {
  if (Array.isArray(signed) && Array.isArray(own)) {
    return signed.map((one, index) => comparable(one, own[index]));
  }
  if (!isObserved(signed) || !isObserved(own)) return signed;
  const shown = new Set(own.headers.map(([name]) => name));
  const headers = signed.headers.filter(([name]) => shown.has(name));
  // Without a body there is nothing to use up.
  const isEmpty = !signed.hasBody && own.hasBody && own.text === '';
  return { ...signed, headers, ...(isEmpty && { hasBody: own.hasBody, used: own.used }) };
}

function isObserved(value: unknown): value is Observed {
  return typeof value === 'object' && value !== null && 'isResponse' in value;
}

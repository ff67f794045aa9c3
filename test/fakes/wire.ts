import type { ChromiumSigning } from '../../src/signing/chromium-signing.ts';
import type { Signing } from '../../src/signing/signing.ts';

type Sent = chrome.webRequest.OnSendHeadersDetails;
type Received = chrome.webRequest.OnHeadersReceivedDetails;
type Failed = chrome.webRequest.OnErrorOccurredDetails;
type Events = Pick<ChromiumSigning, 'onSend' | 'onHeaders' | 'onEnd' | 'onError'>;

/** What Chromium tells of a request; a type rather than an enum, which exists in a browser only. */
export interface Request {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly frameType: string;
  readonly initiator?: string;
  readonly documentId?: string;
  readonly parentDocumentId?: string | undefined;
  readonly documentLifecycle: string;
}

let lastRequest = 0;

/** A navigation to a page in Alice's pod, as Chromium tells of it, but for what is changed. */
export function navigationTo(url: string, change: Partial<Request> = {}): Request {
  lastRequest += 1;
  return {
    requestId: String(lastRequest),
    url,
    method: 'GET',
    type: 'main_frame',
    tabId: 1,
    frameId: 0,
    frameType: 'outermost_frame',
    documentLifecycle: 'active',
    ...change,
  };
}

/** An image of the app's page. */
export function imageAt(url: string, change: Partial<Request> = {}): Request {
  return navigationTo(url, { type: 'image', initiator: 'https://app.example', documentId: 'one', ...change });
}

/** The events of one exchange, in the browser's order. */
export function exchange(
  signing: Signing,
  request: Request,
  statusCode: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  const responseHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const events = signing as Signing & Events;
  events.onSend(request as Sent);
  events.onHeaders({ ...request, statusCode, responseHeaders } as Received);
  // A redirected request goes on under its id.
  if (statusCode < 300 || statusCode >= 400) events.onEnd(request);
}

/** The events of one exchange whose answer the browser keeps back, or that fails otherwise. */
export function failedExchange(signing: Signing, request: Request, error = 'net::ERR_BLOCKED_BY_ORB'): void {
  const events = signing as Signing & Events;
  events.onSend(request as Sent);
  events.onError({ ...request, error } as Failed);
}

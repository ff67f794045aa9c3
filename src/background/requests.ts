import { chromium } from '../platform/browser.ts';
import { OBSERVED } from '../signing/chromium-requests.ts';
import { signing } from './signing.ts';

const { webRequest } = chromium;

/**
 * Listens to the requests that may be signed. To be called in the worker's first turn, and again when the person
 * has given a host: Chromium 156 tells a listener nothing of hosts that came after it.
 */
export function observeRequests(): void {
  webRequest.onSendHeaders.removeListener(onSend);
  webRequest.onSendHeaders.addListener(onSend, OBSERVED);
  webRequest.onHeadersReceived.removeListener(onHeaders);
  // Without `extraHeaders` the refusal of a cross-origin image stays unseen (Opaque Response Blocking).
  webRequest.onHeadersReceived.addListener(onHeaders, OBSERVED, ['responseHeaders', 'extraHeaders']);
  webRequest.onCompleted.removeListener(onEnd);
  webRequest.onCompleted.addListener(onEnd, OBSERVED);
  webRequest.onErrorOccurred.removeListener(onEnd);
  webRequest.onErrorOccurred.addListener(onEnd, OBSERVED);
}

function onSend(details: chrome.webRequest.OnSendHeadersDetails): void {
  signing.onSend(details);
}

function onHeaders(details: chrome.webRequest.OnHeadersReceivedDetails): undefined {
  signing.onHeaders(details);
}

function onEnd(details: { readonly requestId: string }): void {
  signing.onEnd(details);
}

import { isView, NativeBlob } from './intrinsics.ts';
import { appendTo, asText, headerOf, NativeHeaders, textOf } from './xhr-intrinsics.ts';

/** What `send()` is given, as it stands at that moment. */
export interface Sent {
  readonly body: Blob | FormData | null;
  /** Its type; null where it has none, or says it itself. */
  readonly type: string | null;
  /** Text is UTF-8, whatever the page says; bytes of the page may be others later. */
  readonly kind: 'text' | 'bytes' | 'other';
}

/** Takes what is given to `send()`. */
export function sentOf(given: XMLHttpRequestBodyInit | Document | null | undefined, method: string): Sent {
  if (given === undefined || given === null || /^(get|head)$/i.test(method)) return other(null);
  if (given instanceof FormData) return other(given);
  if (given instanceof NativeBlob) return other(given, given.type || null);
  if (given instanceof ArrayBuffer || isView(given)) {
    return { ...other(new NativeBlob([given])), kind: 'bytes' };
  }
  if (given instanceof URLSearchParams) return text(asText(given), 'application/x-www-form-urlencoded');
  if (!(given instanceof Document)) return text(asText(given), 'text/plain');
  if (given.contentType === 'text/html') return text(htmlOf(given), 'text/html');
  return text(textOf(new XMLSerializer(), given), 'application/xml');
}

/** The headers of a request with what is sent: XHR Standard, `send()`. */
export function withType(headers: Headers, { type, kind }: Sent): Headers {
  const own = headerOf(headers, 'content-type');
  const whole = new NativeHeaders(headers);
  if (own === null && type !== null) appendTo(whole, 'content-type', type);
  if (own !== null && kind === 'text') {
    whole.set('content-type', own.replace(/(;\s*charset=)[^;]*/i, '$1UTF-8'));
  }
  return whole;
}

function other(body: Sent['body'], type: string | null = null): Sent {
  return { body, type, kind: 'other' };
}

function text(content: string, type: string): Sent {
  return { body: new NativeBlob([content]), type: `${type};charset=UTF-8`, kind: 'text' };
}

/** As HTML is written, not XML: a document has no `outerHTML`. */
function htmlOf(from: Document): string {
  let html = '';
  for (let node = from.firstChild; node !== null; node = node.nextSibling) {
    html += node instanceof Element ? node.outerHTML : textOf(new XMLSerializer(), node);
  }
  return html;
}

import { DONE, LOADING, UNSENT, type XhrCall } from './xhr-call.ts';
import { asText, headerOf } from './xhr-intrinsics.ts';
import { know, knownOf } from './xhr-known.ts';
import { natively, replace } from './xhr-prototype.ts';

/** Lets the properties of an `XMLHttpRequest` tell of the call that the worker makes for it, if there is one. */
export function showCalls(): void {
  show('readyState', ({ readyState }) => readyState);
  show('status', ({ answer }) => answer?.response.status ?? 0);
  show('statusText', ({ answer }) => answer?.response.statusText ?? '');
  show('responseURL', ({ answer }) => answer?.response.url ?? '');
  show('response', ({ answer }, xhr) => {
    const type = typeOf(xhr);
    if (type === '' || type === 'text') return answer?.text(type) ?? '';
    return answer?.whole(type) ?? null;
  });
  show('responseText', ({ answer }, xhr) => answer?.text(typeOf(xhr)) ?? '');
  show('responseXML', ({ answer }, xhr) => answer?.document(typeOf(xhr)) ?? null);
  replace('value', 'getResponseHeader', (xhr, args, native) => {
    const [answer, value] = [knownOf(xhr)?.call?.answer, native()];
    return answer === undefined ? value : headerIn(answer.response.headers, asText(args[0]));
  });
  replace('value', 'getAllResponseHeaders', (xhr, _, native) => {
    const [answer, value] = [knownOf(xhr)?.call?.answer, native()];
    return answer === undefined ? value : linesOf(answer.response.headers);
  });
  guardChanges();
}

function show(name: keyof XMLHttpRequest, of: (call: XhrCall, xhr: XMLHttpRequest) => unknown): void {
  replace('get', name, (xhr, _, native) => {
    // First, as it may be refused.
    const value = native();
    const call = knownOf(xhr)?.call;
    return call === undefined ? value : of(call, xhr);
  });
}

/** The native one knows of no call, so it refuses nothing for its sake. */
function guardChanges(): void {
  replace('set', 'responseType', (xhr, _, native) => {
    refuseIf(isAnswered(xhr), 'responseType');
    native();
  });
  replace('set', 'withCredentials', (xhr, _, native) => {
    refuseIf((knownOf(xhr)?.call?.readyState ?? UNSENT) !== UNSENT, 'withCredentials');
    native();
  });
  replace('set', 'timeout', (xhr, _, native) => {
    native();
    knownOf(xhr)?.call?.limit(natively('get', 'timeout', xhr) as number);
  });
  replace('value', 'overrideMimeType', (xhr, args, native) => {
    if (args.length > 0) args[0] = asText(args[0]);
    native();
    refuseIf(isAnswered(xhr), 'overrideMimeType');
    const known = knownOf(xhr) ?? {};
    known.override = args[0] as string;
    know(xhr, known);
  });
}

function isAnswered(xhr: XMLHttpRequest): boolean {
  const state = knownOf(xhr)?.call?.readyState;
  return state === LOADING || state === DONE;
}

function refuseIf(isTooLate: boolean, name: string): void {
  if (isTooLate) throw new DOMException(`It is too late for '${name}'.`, 'InvalidStateError');
}

function typeOf(xhr: XMLHttpRequest): XMLHttpRequestResponseType {
  return natively('get', 'responseType', xhr) as XMLHttpRequestResponseType;
}

/** They come in the order of their names. */
function linesOf(headers: Headers): string {
  let lines = '';
  for (const [name, value] of headers) lines += `${name}: ${value}\r\n`;
  return lines;
}

/** What is no name of a header has no value. */
function headerIn(headers: Headers, name: string): string | null {
  try {
    return headerOf(headers, name);
  } catch {
    return null;
  }
}

import type { Channel } from './channel.ts';
import { fetchNatively, NativeBlob, NativeRequest } from './intrinsics.ts';
import { askedOf, mayBeGranted, signedOr } from './site-fetch.ts';
import type { Told } from './told.ts';
import { type Sent, sentOf, withType } from './xhr-body.ts';
import { XhrCall } from './xhr-call.ts';
import { headerOf } from './xhr-intrinsics.ts';
import { knownOf, type Opened, refuse } from './xhr-known.ts';
import { natively } from './xhr-prototype.ts';

type Given = Parameters<typeof sentOf>[0];

/** `send()`, by the worker where the site was granted the address; everywhere else it is the native one. */
export function send(
  channel: Channel,
  told: Told,
  xhr: XMLHttpRequest,
  args: unknown[],
  native: () => unknown,
): void {
  const known = knownOf(xhr);
  const opened = known?.opened;
  if (known?.call !== undefined) refuse('send', args);
  if (known === undefined || opened === undefined) return void native();
  known.opened = undefined;
  const isGranted = (): boolean =>
    told.now === undefined ? told.isSoonKnown : mayBeGranted(told.now, opened.url);
  if (headerOf(opened.headers, 'authorization') !== null || !isGranted()) return void native();
  const sent = sentOf(args[0] as Given, opened.method);
  const call = new XhrCall(xhr, () => known.override, sent.body !== null);
  const request = requestOf(xhr, opened, sent, call.signal);
  if (request === null) return void native();
  known.call = call;
  call.limit(natively('get', 'timeout', xhr) as number);
  const run = (): void =>
    void call.run(
      sent.body instanceof NativeBlob ? sent.body.size : null,
      () => askedOf(request),
      (asked) => signedOr(channel, request, fetchNatively, asked),
    );
  if (told.now === undefined) void waitFor();
  else run();

  /** Nobody is told anything before it is known by which way it goes. */
  async function waitFor(): Promise<void> {
    await told.state();
    if (call.isOver()) return;
    if (isGranted()) run();
    else {
      call.stop();
      if (known !== undefined) known.call = undefined;
      // Bytes of the page may be others by now.
      natively('value', 'send', xhr, sent.kind === 'bytes' ? [sent.body] : args);
    }
  }
}

/** Null where it is none that `fetch` could make. */
function requestOf(
  xhr: XMLHttpRequest,
  { method, url, headers }: Opened,
  sent: Sent,
  signal: AbortSignal,
): Request | null {
  try {
    const credentials = natively('get', 'withCredentials', xhr) === true ? 'include' : 'same-origin';
    const { body } = sent;
    return new NativeRequest(url, { method, headers: withType(headers, sent), body, signal, credentials });
  } catch {
    return null;
  }
}

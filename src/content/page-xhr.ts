import type { Channel } from './channel.ts';
import { dispatchAt, NativeEvent } from './intrinsics.ts';
import { addressOf } from './site-fetch.ts';
import type { Told } from './told.ts';
import { OPENED } from './xhr-call.ts';
import { appendTo, asText, NativeHeaders } from './xhr-intrinsics.ts';
import { know, knownOf, type Opened, refuse } from './xhr-known.ts';
import { showCalls } from './xhr-properties.ts';
import { natively, replace } from './xhr-prototype.ts';
import { send } from './xhr-send.ts';

/**
 * Lets the page's own `XMLHttpRequest` reach what the site was granted, in place: the objects, and all that is not
 * granted or does not wait, stay native in full.
 */
export function wrapXhr(channel: Channel, told: Told): void {
  replace('value', 'open', open);
  replace('value', 'setRequestHeader', setRequestHeader);
  replace('value', 'send', (xhr, args, native) => send(channel, told, xhr, args, native));
  replace('value', 'abort', (xhr, _, native) => {
    const call = knownOf(xhr)?.call;
    if (call === undefined) native();
    else call.abort();
  });
  showCalls();
}

function open(xhr: XMLHttpRequest, args: unknown[], native: () => unknown): void {
  const before = knownOf(xhr);
  const was = natively('get', 'readyState', xhr) === OPENED ? before?.call?.readyState : undefined;
  // Before the native one is opened, as that tells listeners, which may send at once.
  know(xhr, { override: before?.override, opened: args.length < 2 ? undefined : openedBy(args) });
  try {
    native();
  } catch (error) {
    know(xhr, before ?? {});
    throw error;
  }
  before?.call?.stop();
  // To the native one it has been open all the while, so nobody was told.
  if (was !== undefined && was !== OPENED) dispatchAt(xhr, new NativeEvent('readystatechange'));
}

function openedBy(args: unknown[]): Opened | undefined {
  // Text from now on, so that it is made only once.
  args[0] = asText(args[0]);
  args[1] = asText(args[1]);
  const [method, address, isAsync, user, password] = args as [string, string, ...unknown[]];
  const url = addressOf(address);
  const isOurs = (args.length < 3 || Boolean(isAsync)) && !user && !password;
  return isOurs && url !== null ? { method, url, headers: new NativeHeaders() } : undefined;
}

function setRequestHeader(xhr: XMLHttpRequest, args: unknown[], native: () => unknown): void {
  const { call, opened } = knownOf(xhr) ?? {};
  if (call !== undefined) refuse('setRequestHeader', args);
  for (let i = 0; i < args.length; i += 1) args[i] = asText(args[i]);
  native();
  if (opened !== undefined) appendTo(opened.headers, args[0] as string, args[1] as string);
}

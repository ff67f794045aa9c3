import * as v from 'valibot';
import { isFirefox } from '../domain/build.ts';
import { LatchkeyError, toFailure } from '../domain/errors.ts';
import { type Site, siteOf } from '../domain/grant.ts';
import { browser } from '../platform/browser.ts';
import { isOff } from '../platform/managed.ts';
import {
  type Caller,
  contract,
  type MessageAnswer,
  type MessageInput,
  type MessageName,
  type Reply,
} from './contract.ts';

/** Where a message comes from, as far as the browser vouches for it. */
export interface Sender {
  readonly tabId: number | null;
  readonly documentId: string | null;
  readonly url: URL;
}

/** One function for each message of the contract; a message that asks for nothing is answered by being done. */
export type Handlers = {
  [Name in MessageName]: (
    input: MessageInput<Name>,
    sender: Sender,
  ) => MessageAnswer<Name> extends undefined ? unknown : MessageAnswer<Name> | Promise<MessageAnswer<Name>>;
};

/** The part of `runtime.MessageSender` that tells who sent a message. */
type BrowserSender = Pick<
  chrome.runtime.MessageSender,
  'id' | 'url' | 'origin' | 'tab' | 'frameId' | 'documentId' | 'documentLifecycle'
>;

/**
 * Answers a message, if it is one of the contract, well-formed, and from someone who may send it. A failure is
 * an answer too: nothing is thrown.
 */
export async function serve(handlers: Handlers, message: unknown, from: BrowserSender): Promise<Reply> {
  try {
    const { name, input } = v.parse(Envelope, message);
    const { from: allowed, schema, feature } = contract[name];
    if (callerOf(from) !== allowed) throw new LatchkeyError('message-refused', name);
    const parsed = v.parse(schema, input);
    if (feature !== undefined && (await isOff(feature))) throw new LatchkeyError('managed', feature);
    const handler = handlers[name] as (input: unknown, sender: Sender) => unknown;
    return { answer: (await handler(parsed, toSender(from))) ?? null };
  } catch (error) {
    return { failure: v.isValiError(error) ? { code: 'message-refused', subject: '' } : toFailure(error) };
  }
}

const Envelope = v.strictObject({
  name: v.picklist(Object.keys(contract) as MessageName[]),
  input: v.unknown(),
});

/** Who sent a message; null is nobody whom we know. Only what the browser itself states is looked at. */
export function callerOf({ id, url, origin, tab, frameId, documentLifecycle }: BrowserSender): Caller | null {
  if (id !== browser.runtime.id || url === undefined) return null;
  const own = browser.runtime.getURL('');
  if (url.startsWith(own)) return origin === undefined || `${origin}/` === own ? 'extension-page' : null;
  const isTopPage = tab !== undefined && frameId === 0 && (documentLifecycle ?? 'active') === 'active';
  return isTopPage && /^https?:/.test(String(origin)) ? 'pod-page' : null;
}

/** A page of a site, as far as the browser vouches for it. */
export interface SiteSender {
  readonly site: Site;
  readonly tabId: number;
  readonly isPrivate: boolean;
  readonly documentId: string;
}

/**
 * The page at the other end of a bridge; null for whom nothing may be granted: frames, prerendered pages, pages
 * without an origin.
 */
export function siteSender(from: BrowserSender | undefined): SiteSender | null {
  if (from === undefined || callerOf(from) !== 'pod-page') return null;
  const [site, { id: tabId, incognito = false } = {}] = [siteOf(String(from.origin)), from.tab];
  if (site === null || tabId === undefined || from.documentId === undefined) return null;
  return { site, tabId, isPrivate: incognito, documentId: from.documentId };
}

/** Another extension, whose origin is its site; null for ourselves, and for its scripts in pages of the web. */
export function extensionSender(from: BrowserSender | undefined): SiteSender | null {
  const { id, documentId, origin, url } = from ?? {};
  // In Firefox the id is no host, and may hold whatever an author likes.
  const own = isFirefox ? /^moz-extension:\/\/[^/]+/.exec(String(url))?.[0] : `chrome-extension://${id}`;
  if (id === undefined || id === browser.runtime.id || own === undefined || (origin ?? own) !== own)
    return null;
  const site = own as Site;
  // A worker of an extension has no document: what is granted once then ends with the browser.
  return { site, tabId: -1, isPrivate: false, documentId: documentId ?? id };
}

function toSender({ tab, documentId, url }: BrowserSender): Sender {
  return { tabId: tab?.id ?? null, documentId: documentId ?? null, url: new URL(String(url)) };
}

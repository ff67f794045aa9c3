import type { ToSite } from '../../src/messaging/site-contract.ts';
import { EXTENSION_ID } from './browser.ts';
import { BrowserEvent } from './browser-event.ts';
import { APP } from './people.ts';

export interface FakePage {
  readonly site?: string;
  readonly tabId?: number;
  readonly documentId?: string;
}

type Said<Type extends ToSite['type']> = Extract<ToSite, { type: Type }>;

/** The worker's end of the port of a page's bridge: says what the page says, and keeps what the page is told. */
export class SitePort {
  readonly name = 'site';
  readonly onMessage = new BrowserEvent<[unknown]>();
  readonly onDisconnect = new BrowserEvent<[]>();
  readonly told: ToSite[] = [];
  readonly sender: chrome.runtime.MessageSender;
  isOpen = true;

  constructor({ site = APP, tabId = 1, documentId = 'one' }: FakePage = {}, change: object = {}) {
    const tab = { id: tabId } as chrome.tabs.Tab;
    const page = { origin: site, url: `${site}/notes`, tab, frameId: 0, documentId };
    this.sender = { id: EXTENSION_ID, ...page, ...change };
  }

  get port(): chrome.runtime.Port {
    return this as unknown as chrome.runtime.Port;
  }

  postMessage(message: ToSite): void {
    if (!this.isOpen) throw new Error('Attempting to use a disconnected port object');
    this.told.push(structuredClone(message));
  }

  /** The worker hangs up. */
  disconnect(): void {
    this.isOpen = false;
  }

  say(message: unknown): void {
    this.onMessage.fire(message);
  }

  /** The page goes. */
  leave(): void {
    this.isOpen = false;
    this.onDisconnect.fire();
  }

  all<Type extends ToSite['type']>(type: Type): readonly Said<Type>[] {
    return this.told.filter((message): message is Said<Type> => message.type === type);
  }

  /** The codes with which a call has failed. */
  failures(id: number): readonly string[] {
    return this.all('failed').flatMap((failed) => (failed.id === id ? [failed.code] : []));
  }
}

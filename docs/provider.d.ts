/** Types of `window.solid` for site developers: copy this file into your project. See provider.md. */

export type SolidMode = 'read' | 'append' | 'write';

/** A folder with all below it, ending in `/`; `*` is every pod on the internet. */
export interface SolidAccess {
  storage: string;
  /** One to three. */
  modes: SolidMode[];
}

export interface SolidLogin {
  /** Whom you would like the person to be; they choose. */
  webId?: string;
  /** Where you would like them to sign in, if they are not; a hint. */
  issuer?: string;
  /** One to twenty. Without it, the person's own pods in all modes are asked for. */
  access?: SolidAccess[];
  /** Why, in a sentence of at most 300 characters. The person sees it as your words. */
  reason?: string;
}

export interface SolidProviderEventMap {
  change: Event;
}

export interface SolidProvider extends EventTarget {
  /** Who the person is to this site; null while it is not connected. */
  readonly webId: string | null;
  /** Asks the person to connect this site, unless it is. Call it in a click. */
  login(options?: SolidLogin): Promise<{ webId: string }>;
  /** Disconnects this site, and it alone: the person stays signed in. */
  logout(): Promise<void>;
  /** As `fetch`, signed where the person allowed it. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  addEventListener<Type extends keyof SolidProviderEventMap>(
    type: Type,
    listener: (this: SolidProvider, event: SolidProviderEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What `login` and `logout` reject with, and `fetch` where it is not a `TypeError` or an `AbortError`. */
export interface SolidError extends Omit<DOMException, 'code'> {
  readonly name: 'SolidError';
  readonly code: SolidErrorCode;
}

export type SolidErrorCode =
  | 'user-rejected'
  | 'not-connected'
  | 'not-granted'
  | 'login-required'
  | 'busy'
  | 'bad-request'
  | 'interrupted'
  | 'gone'
  | 'internal';

export interface SolidProviderInfo {
  /** Another one on every page: it tells apart, and identifies nobody. */
  readonly uuid: string;
  readonly name: string;
  readonly version: string;
  /** Which product this is, as a reversed domain name. */
  readonly rdns: string;
}

export type SolidAnnouncement = CustomEvent<{
  readonly info: SolidProviderInfo;
  readonly provider: SolidProvider;
}>;

declare global {
  interface Window {
    /** The first provider on this page, if any. */
    readonly solid?: SolidProvider;
  }
  interface WindowEventMap {
    'solid:announceProvider': SolidAnnouncement;
    'solid:requestProvider': Event;
  }
}

import type { XhrCall } from './xhr-call.ts';
import { NativeXhr } from './xhr-intrinsics.ts';
import { natively } from './xhr-prototype.ts';

/** What the page has opened, and what it has said of it since. */
export interface Opened {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** What is known of one `XMLHttpRequest` of the page. */
export interface Known {
  /** The type that the page states in place of the server. */
  override?: string | undefined;
  /** Undefined before and after, and for what is native in full. */
  opened?: Opened | undefined;
  /** What was sent by the worker; undefined for what is native. */
  call?: XhrCall | undefined;
}

const all = new WeakMap<XMLHttpRequest, Known>();

// Bound while the page cannot have replaced what they are.
export const knownOf = all.get.bind(all);
export const know = all.set.bind(all);

/** The native refusal of what comes too late. */
export function refuse(name: 'send' | 'setRequestHeader', args: readonly unknown[]): void {
  natively('value', name, new NativeXhr(), args);
}

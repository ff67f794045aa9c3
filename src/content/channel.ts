import type { FromSite, SiteErrorCode, SiteState, ToSite } from '../messaging/site-contract.ts';
import {
  create,
  deleteProperty,
  dispatchAt,
  listenTo,
  NativeEvent,
  postTo,
  startTimer,
} from './intrinsics.ts';

const HANDSHAKE = 'latchkey:bridge';
/** How often the bridge is looked after while an answer is awaited, in milliseconds. */
const WATCH = 1000;

/** What one call hears of its answer. */
export type Hear = (message: Exclude<ToSite, { type: 'state' }>) => void;

/** The private channel to the bridge: numbers calls, and brings each the messages that answer it. */
export class Channel {
  readonly #port: MessagePort;
  /** The bridge's end of it, at which it can be asked something within the same turn. */
  readonly #far: MessagePort;
  // No Map: a page may replace its methods.
  readonly #calls = create(null) as Record<number, Hear | undefined>;
  #lastCall = 0;
  #watching: ReturnType<typeof setTimeout> | undefined;
  #onState: ((state: SiteState) => void) | undefined;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#far = port2;
    port1.onmessage = ({ data }: MessageEvent<ToSite>) => this.#hear(data);
    // Whichever of the two scripts is first, the other's event finds it. The bridge says that it took the channel, so
    // that it is offered to nobody else.
    let isTaken = false;
    const offer = (): boolean => dispatchAt(window, new MessageEvent(HANDSHAKE, { ports: [port2] }));
    listenTo(window, `${HANDSHAKE}!`, () => (isTaken = true));
    listenTo(window, `${HANDSHAKE}?`, () => isTaken || offer());
    offer();
  }

  /** Calls back with what the site may do, now and at every change. */
  watch(onState: (state: SiteState) => void): void {
    this.#onState = onState;
  }

  /** Sends a call; `hear` gets every message that answers it. */
  call(message: (id: number) => FromSite, hear: Hear): number {
    this.#lastCall += 1;
    this.#calls[this.#lastCall] = hear;
    postTo(this.#port, message(this.#lastCall));
    if (this.#watching === undefined) this.#watch();
    return this.#lastCall;
  }

  /** Whether the bridge has gone, as it does when the extension is updated or removed: nobody answers any more. */
  isGone(): boolean {
    const isGone = dispatchAt(this.#far, new NativeEvent(HANDSHAKE, { cancelable: true }));
    if (isGone) this.#onState?.({ webId: null, access: [] });
    return isGone;
  }

  /** Nothing tells that the bridge has gone, so it is asked as long as anybody waits. */
  #watch(): void {
    const isGone = this.isGone();
    this.#watching = undefined;
    for (const id in this.#calls) {
      if (isGone) this.#hear({ type: 'failed', id: Number(id), code: 'gone' });
      else this.#watching ??= startTimer(() => this.#watch(), WATCH);
    }
  }

  /** Says something more of a call. */
  tell(message: FromSite): void {
    if (message.type === 'abort') deleteProperty(this.#calls, message.id);
    postTo(this.#port, message);
  }

  #hear(message: ToSite): void {
    if (message.type === 'state') {
      this.#onState?.(message.state);
      return;
    }
    const hear = this.#calls[message.id];
    const goesOn = message.type === 'head' ? message.body === 'chunks' : message.type === 'chunk';
    if (!goesOn) deleteProperty(this.#calls, message.id);
    hear?.(message);
  }
}

const WORDS: Record<SiteErrorCode, string> = {
  'user-rejected': 'The person said no.',
  'not-connected': 'This site is not connected to Latchkey.',
  'not-granted': 'The person has not granted this to the site.',
  'login-required': 'The person has to sign in again.',
  busy: 'Another question is waiting for the person.',
  'bad-request': 'Latchkey cannot make this request.',
  interrupted: 'Latchkey was ended on the way; whether the request took effect is not known.',
  gone: 'Latchkey was updated or removed. Load this page again.',
  network: 'Failed to fetch',
  internal: 'Something went wrong inside Latchkey.',
};

/** The error that a failed call rejects with. Fetch has one of its own for a network failure. */
export function errorOf(code: SiteErrorCode): Error {
  if (code === 'network') return new TypeError(WORDS[code]);
  const error = new DOMException(WORDS[code], 'SolidError');
  Object.defineProperty(error, 'code', { value: code, enumerable: true });
  return error;
}

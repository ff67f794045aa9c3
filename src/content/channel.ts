import type { FromSite, SiteErrorCode, SiteState, ToSite } from '../messaging/site-contract.ts';
import { create, dispatchAt, listenTo, postTo } from './intrinsics.ts';

const HANDSHAKE = 'latchkey:bridge';

/** What one call hears of its answer. */
export type Hear = (message: Exclude<ToSite, { type: 'state' }>) => void;

/** The private channel to the bridge: numbers calls, and brings each the messages that answer it. */
export class Channel {
  readonly #port: MessagePort;
  // No Map: a page may replace its methods.
  readonly #calls = create(null) as Record<number, Hear | undefined>;
  #lastCall = 0;
  #onState: ((state: SiteState) => void) | undefined;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<ToSite>) => this.#hear(data);
    // Whichever of the two scripts is first, the other's event finds it. The bridge says that it took the channel, so
    // that it is offered to nobody else.
    let isTaken = false;
    const offer = (): void => dispatchAt(window, new MessageEvent(HANDSHAKE, { ports: [port2] }));
    listenTo(window, `${HANDSHAKE}!`, () => (isTaken = true));
    listenTo(window, `${HANDSHAKE}?`, () => {
      if (!isTaken) offer();
    });
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
    return this.#lastCall;
  }

  /** Says something more of a call. */
  tell(message: FromSite): void {
    postTo(this.#port, message);
  }

  #hear(message: ToSite): void {
    if (message.type === 'state') {
      this.#onState?.(message.state);
      return;
    }
    const hear = this.#calls[message.id];
    if (message.type !== 'head' && message.type !== 'chunk') this.#calls[message.id] = undefined;
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

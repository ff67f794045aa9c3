import { firefox } from 'playwright-core';

export type Parameters = Readonly<Record<string, unknown>>;

/** A message of WebDriver BiDi: a command, its answer, or an event. */
interface Message {
  readonly id?: number;
  readonly type?: 'success' | 'error' | 'event';
  readonly method?: string;
  readonly params?: Parameters;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** One end of the WebSocket between Playwright and the browser. */
interface Transport {
  onmessage?: (message: Message) => void;
  onclose?: (reason?: string) => void;
  send(message: Message): void;
  close(): void;
}

interface BidiFirefox {
  connectToTransport(transport: Transport, options: { readonly userDataDir?: string }): Promise<unknown>;
}

/** The session of WebDriver BiDi through which Playwright drives a Firefox. */
export interface Bidi {
  /** Sends a command beside Playwright's. */
  send(method: string, params: Parameters): Promise<unknown>;
  /** Hears an event after Playwright has. */
  on(event: string, listener: (params: Parameters) => void): void;
  /** Tells Playwright of an event, as if the browser had. */
  tell(event: string, params: Parameters): void;
}

/** Playwright counts its own commands from 1. */
const OUR_FIRST_ID = 1_000_000_000;
/** Playwright sends it at every launch, to emulate nothing; Firefox 153 does not know it. */
const UNKNOWN_COMMAND = 'emulation.setMediaFeaturesOverride';

const sessions = new Map<string, Bidi>();
let isTapped = false;

/**
 * Launches a Firefox through Playwright and joins its session. A browser has but one session, and Playwright hands
 * it out for Chromium only: hence this reaches inside Playwright, whose version is pinned.
 *
 * @param profile the profile's directory, which `start` launches with
 */
export async function joined<Launched>(
  profile: string,
  start: () => Promise<Launched>,
): Promise<readonly [Launched, Bidi]> {
  tapPlaywright();
  const launched = await start();
  const session = sessions.get(profile);
  if (session === undefined) throw new Error('Playwright drives Firefox in another way than was expected.');
  sessions.delete(profile);
  return [launched, session];
}

function tapPlaywright(): void {
  if (isTapped) return;
  isTapped = true;
  const { _connection } = firefox as unknown as {
    readonly _connection: { toImpl(object: unknown): { readonly _bidiFirefox: BidiFirefox } };
  };
  const inside = _connection.toImpl(firefox)._bidiFirefox;
  const connect = inside.connectToTransport.bind(inside);
  inside.connectToTransport = (transport, options) => {
    const [tapped, session] = tap(transport);
    sessions.set(options.userDataDir ?? '', session);
    return connect(tapped, options);
  };
}

/** What Playwright is given in place of its transport, and our own use of the same. */
function tap(transport: Transport): readonly [Transport, Bidi] {
  const waiting = new Map<number, (answer: Message) => void>();
  const listeners: { readonly event: string; readonly listener: (params: Parameters) => void }[] = [];
  let last = OUR_FIRST_ID;
  const tapped: Transport = {
    send(message) {
      if (message.method !== UNKNOWN_COMMAND) transport.send(message);
      else setImmediate(() => tapped.onmessage?.({ ...message, type: 'success', result: {} }));
    },
    close: () => transport.close(),
  };
  transport.onmessage = (message) => {
    const { id = 0, method, params = {} } = message;
    const answered = waiting.get(id) ?? tapped.onmessage;
    waiting.delete(id);
    answered?.(message);
    for (const { event, listener } of listeners) if (event === method) listener(params);
  };
  transport.onclose = (reason) => tapped.onclose?.(reason);
  const session: Bidi = {
    async send(method, params) {
      last += 1;
      const answered = new Promise<Message>((resolve) => waiting.set(last, resolve));
      transport.send({ id: last, method, params });
      return resultOf(method, await answered);
    },
    on: (event, listener) => void listeners.push({ event, listener }),
    tell: (method, params) => tapped.onmessage?.({ type: 'event', method, params }),
  };
  return [tapped, session];
}

function resultOf(method: string, { type, result, error, message }: Message): unknown {
  if (type === 'success') return result;
  throw new Error(`${method}: ${error ?? 'no answer'}: ${message ?? ''}`);
}

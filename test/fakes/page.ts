import { expect, vi } from 'vitest';
import type { SolidProvider } from '../../src/content/provider.ts';
import type { FromSite, SiteState, ToSite } from '../../src/messaging/site-contract.ts';
import { EXTENSION_ID } from './browser.ts';
import { BrowserEvent } from './browser-event.ts';
import { POD } from './people.ts';
import { FakeXhr, PAGE_GLOBALS } from './xhr.ts';

export const WEB_ID = 'https://alice.example/#me';
export const NOTHING: SiteState = { webId: null, access: [] };
export const CONNECTED: SiteState = { webId: WEB_ID, access: [{ storage: POD, modes: ['read', 'write'] }] };

const NATIVE = Object.getOwnPropertyDescriptors(FakeXhr.prototype);

type Heard<Type extends FromSite['type']> = Extract<FromSite, { type: Type }>;

/** The bridge's end of its port to the worker: keeps what the worker hears, and says what it says. */
export class WorkerPort {
  readonly onMessage = new BrowserEvent<[ToSite]>();
  readonly onDisconnect = new BrowserEvent<[]>();
  readonly heard: FromSite[] = [];

  postMessage(message: FromSite): void {
    this.heard.push(structuredClone(message));
  }

  say(message: ToSite): void {
    this.onMessage.fire(structuredClone(message));
  }

  tell(state: SiteState): void {
    this.say({ type: 'state', state });
  }

  /** The browser ends the worker. */
  end(): void {
    this.onDisconnect.fire();
  }

  /** The call that comes next, of those that nobody has looked at. */
  async next<Type extends FromSite['type']>(type: Type): Promise<Heard<Type>> {
    return await vi.waitFor(() => {
      const found = this.heard.findIndex((message) => message.type === type);
      const [message] = found < 0 ? [] : this.heard.splice(found, 1);
      if (message === undefined) throw new Error(`The worker has heard no ${type} yet.`);
      return message as Heard<Type>;
    });
  }
}

/** A page without a document: a window to listen at, its own fetch, and the extension's API in the other world. */
export class FakePage {
  readonly window = Object.assign(new EventTarget(), {
    fetch: vi.fn<(...request: Parameters<typeof fetch>) => Promise<Response>>(() =>
      Promise.resolve(new Response('own')),
    ),
  });
  /** Every port that the bridge has opened. */
  readonly ports: WorkerPort[] = [];
  readonly onMessage = new BrowserEvent<[unknown]>();
  readonly #messagePorts: MessagePort[] = [];
  readonly #timers: ReturnType<typeof setTimeout>[] = [];

  constructor() {
    const connect = () => {
      const port = new WorkerPort();
      this.ports.push(port);
      return port;
    };
    vi.stubGlobal('window', this.window);
    vi.stubGlobal('document', { baseURI: 'https://app.example/notes/' });
    vi.stubGlobal('location', { origin: 'https://app.example' });
    vi.stubGlobal('XMLHttpRequest', FakeXhr);
    for (const [name, value] of Object.entries(PAGE_GLOBALS)) vi.stubGlobal(name, value);
    vi.stubGlobal('chrome', { runtime: { id: EXTENSION_ID, connect, onMessage: this.onMessage } });
    // An open port would keep Node running.
    const kept = this.#messagePorts;
    const Kept = new Proxy(MessageChannel, {
      construct: (Native) => {
        const channel = new Native();
        kept.push(channel.port1, channel.port2);
        return channel;
      },
    });
    vi.stubGlobal('MessageChannel', Kept);
    // What a page waits for goes with it.
    const { setTimeout: start } = globalThis;
    vi.stubGlobal('setTimeout', (...asked: Parameters<typeof start>) => {
      const timer = start(...asked);
      this.#timers.push(timer);
      return timer;
    });
  }

  /** The port that is in use. */
  get worker(): WorkerPort {
    const port = this.ports.at(-1);
    if (port === undefined) throw new Error('The bridge has not connected.');
    return port;
  }

  get solid(): SolidProvider {
    return (this.window as unknown as { solid: SolidProvider }).solid;
  }

  /** Brings the extension's scripts in, in their order. */
  async inject(...scripts: ('bridge' | 'provider')[]): Promise<void> {
    vi.resetModules();
    Reflect.deleteProperty(globalThis, 'latchkeyBridge');
    for (const script of scripts) {
      if (script === 'bridge') await import('../../src/content/bridge.iife.ts');
      else await import('../../src/content/provider.iife.ts');
    }
  }

  /** The extension is updated or removed: its scripts stay in the page, and whatever they try there fails. */
  orphan(): void {
    const fail = () => {
      throw new Error('Extension context invalidated.');
    };
    for (const port of this.ports) Object.assign(port, { postMessage: fail, disconnect: fail });
    Object.assign(chrome.runtime, { id: undefined, connect: fail });
  }

  close(): void {
    Object.defineProperties(FakeXhr.prototype, NATIVE);
    FakeXhr.sent = [];
    for (const port of this.#messagePorts) port.close();
    for (const timer of this.#timers) clearTimeout(timer);
    vi.unstubAllGlobals();
  }
}

/** A page with Latchkey in it, as the worker first tells it of itself. */
export async function openPage(state: SiteState = CONNECTED): Promise<FakePage> {
  const page = new FakePage();
  await page.inject('bridge', 'provider');
  page.worker.tell(state);
  await vi.waitFor(() => expect(page.solid.webId).toBe(state.webId));
  return page;
}

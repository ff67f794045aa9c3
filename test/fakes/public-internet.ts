import { CERTIFICATE } from './certificate.ts';

/** Where Node keeps the dispatcher of `fetch`; its class is undici's `Agent`, which Node does not export. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

interface AgentOptions {
  readonly connect: {
    readonly ca: string;
    readonly lookup: (
      host: string,
      options: unknown,
      found: (error: null, addresses: readonly { address: string; family: 4 }[]) => void,
    ) => void;
  };
}

type Global = Record<symbol, object & { constructor: new (options: AgentOptions) => object }>;

/** The hosts of the tests' certificate that are not on this machine. */
export type Host = 'pod.example' | 'idp.example' | 'printer.lan';

export interface Internet extends Disposable {
  /** The base URL of a server of `serveTls` at one of its hosts. */
  at(host: Host, server: { readonly port: number }): URL;
}

/**
 * Lets `fetch` find every host name on loopback and trust the tests' certificate, until the end of its scope:
 * `https://pod.example:PORT/` is then a server of `serveTls` on the public internet, for all that the code knows.
 */
export async function publicInternet(): Promise<Internet> {
  // Node makes the dispatcher at the first fetch.
  await fetch('data:,');
  const world = globalThis as unknown as Global;
  const before = world[DISPATCHER];
  if (before === undefined) throw new Error('This version of Node keeps the dispatcher of fetch elsewhere.');
  world[DISPATCHER] = new before.constructor({
    connect: {
      ca: CERTIFICATE,
      lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  }) as typeof before;
  return {
    at: (host, { port }) => new URL(`https://${host}:${port}/`),
    [Symbol.dispose]() {
      world[DISPATCHER] = before;
    },
  };
}

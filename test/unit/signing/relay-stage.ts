import { onTestFinished, vi } from 'vitest';
import type { SignedHeaders, SiteRequest } from '../../../src/domain/exchange.ts';
import { type Relayed, relay } from '../../../src/signing/relay.ts';
import { Trace } from '../../../src/signing/trace.ts';
import { hideRedirects } from '../../fakes/hidden-redirects.ts';
import { APP } from '../../fakes/people.ts';
import { type Answer, type Server, serve } from '../../fakes/server.ts';

export const LEAVE = new AbortController().signal;

/** The rest of the worker: everything may be done, and each signature is another one. */
export interface Ports {
  readonly may: ReturnType<typeof vi.fn<(url: URL, method: string) => Promise<boolean>>>;
  readonly sign: ReturnType<
    typeof vi.fn<(method: string, url: URL, refused: SignedHeaders | null) => Promise<SignedHeaders>>
  >;
  readonly heard: ReturnType<typeof vi.fn<(url: URL, headers: Headers) => Promise<void>>>;
  readonly locationOf: ReturnType<typeof vi.fn<(url: URL) => Promise<string | null>>>;
  readonly trace: Trace;
}

/** A pod, and a worker that relays to it. It ends with the test. */
export async function startPod(answer: Answer): Promise<{ pod: Server; ports: Ports }> {
  const pod = await serve(answer);
  const known = new Map<string, string>();
  const stop = hideRedirects((url, status, location) => {
    if (location !== null) known.set(url, `${status} ${location}`);
  });
  onTestFinished(async () => {
    stop();
    await pod[Symbol.asyncDispose]();
  });
  let signatures = 0;
  const ports = {
    may: vi.fn(() => Promise.resolve(true)),
    sign: vi.fn(() => {
      signatures += 1;
      return Promise.resolve({ authorization: `DPoP token-${signatures}`, dpop: `proof-${signatures}` });
    }),
    heard: vi.fn(() => Promise.resolve()),
    trace: new Trace({ kind: 'fetch', method: 'GET', url: new URL(pod.url), site: APP }),
    locationOf: vi.fn(({ href }: URL) => Promise.resolve(known.get(href) ?? null)),
  };
  return { pod, ports };
}

/** A request of a site, as it comes from its page. */
export function requestFor(url: string, change: Partial<SiteRequest> = {}): SiteRequest {
  return { url, method: 'GET', headers: [], body: null, redirect: 'follow', cache: 'default', ...change };
}

/** What comes back for a request, with its body read. */
export async function relayed(
  request: SiteRequest,
  ports: Ports,
  signal = LEAVE,
): Promise<Relayed['head'] & { readonly text: string | null }> {
  const { head, body } = await relay(request, ports, signal);
  return { ...head, text: body === null ? null : await (await body.blob()).text() };
}

/** Runs in the page that is measured, bundled by `bench-fetch.ts`: the same page has both, and asks them in turn. */
import { Session } from '@inrupt/solid-client-authn-browser';
import type { SolidProvider } from '../src/content/provider.ts';

/** Who makes a request: the page's own `fetch` (of a public copy), Inrupt's `session.fetch`, or `solid.fetch`. */
export type Side = 'page' | 'inrupt' | 'latchkey';

export interface Race {
  /** Where to ask, without query. */
  readonly url: string;
  readonly publicUrl: string;
  readonly rounds: number;
  readonly warmUp: number;
  /** Whether the body is read as it comes, or taken whole. */
  readonly isStreamed: boolean;
}

/** Milliseconds from the call to the last byte, in order. */
export type Times = Readonly<Record<Side, readonly number[]>>;

export interface BenchPage {
  /** Leaves the page for the issuer. */
  readonly signIn: (issuer: string) => Promise<void>;
  /** Who both sides are signed in as, or null. */
  readonly signedInAs: () => Promise<Readonly<Record<'inrupt' | 'latchkey', string | null>>>;
  readonly race: (race: Race) => Promise<Times>;
  /** The SHA-256 of what a side gets. */
  readonly digestBy: (side: Side, url: string) => Promise<string>;
}

declare global {
  interface Window {
    readonly solid?: SolidProvider;
    bench?: BenchPage;
  }
}

const SIDES = ['page', 'inrupt', 'latchkey'] as const;
const session = new Session();
const signedIn = session.handleIncomingRedirect({ restorePreviousSession: false });

// In a frame it is the browser's own; in the page Latchkey stands in for it.
const { contentWindow: frame } = document.documentElement.appendChild(document.createElement('iframe'));

function fetchBy(side: Side, url: string): Promise<Response> {
  if (side === 'page' && frame !== null) return frame.fetch(url);
  if (side === 'inrupt') return session.fetch(url);
  if (window.solid === undefined) throw new Error('Latchkey is not here.');
  return window.solid.fetch(url);
}

async function answerBy(side: Side, url: string): Promise<Response> {
  const response = await fetchBy(side, url);
  if (!response.ok) throw new Error(`${side} got ${response.status} for ${url}`);
  return response;
}

async function readThrough({ body }: Response): Promise<void> {
  const reader = body?.getReader();
  while ((await reader?.read())?.done === false);
}

window.bench = {
  signIn: (issuer) =>
    session.login({
      oidcIssuer: issuer,
      redirectUrl: location.origin + location.pathname,
      clientName: 'Bench',
    }),
  signedInAs: async () => {
    await signedIn;
    return { inrupt: session.info.webId ?? null, latchkey: window.solid?.webId ?? null };
  },
  race: async ({ url, publicUrl, rounds, warmUp, isStreamed }) => {
    const times: Record<Side, number[]> = { page: [], inrupt: [], latchkey: [] };
    for (let round = -warmUp; round < rounds; round += 1) {
      // Nobody always comes first.
      for (let turn = 0; turn < SIDES.length; turn += 1) {
        const side = SIDES[(round + warmUp + turn) % SIDES.length] ?? 'page';
        const query = `${side}-${round < 0 ? 'warm' : ''}${performance.now()}`;
        const start = performance.now();
        const response = await answerBy(side, `${side === 'page' ? publicUrl : url}?${query}`);
        await (isStreamed ? readThrough(response) : response.arrayBuffer());
        if (round >= 0) times[side].push(performance.now() - start);
      }
    }
    return times;
  },
  digestBy: async (side, url) => {
    const bytes = await (await answerBy(side, url)).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
};

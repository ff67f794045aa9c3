/** Runs in the page that is measured, bundled by `site.ts`: the same page has all sides, and asks them in turn. */
import { Session } from '@inrupt/solid-client-authn-browser';
import { SessionIDB } from '@uvdsl/solid-oidc-client-browser';
import { SessionCore } from '@uvdsl/solid-oidc-client-browser/core';
import type { SolidProvider } from '../../src/content/provider.ts';
import type { Kind, Library, Race, Side, Times } from './race.ts';

export interface BenchPage {
  /** Leaves the page for the issuer. */
  readonly signIn: (library: Library, issuer: string) => Promise<void>;
  /** Who each side is signed in as, or null. */
  readonly signedInAs: () => Promise<Readonly<Record<Exclude<Side, 'page'>, string | null>>>;
  readonly race: (race: Race) => Promise<Times>;
  /** The SHA-256 of what a side gets or sends, in hexadecimal. */
  readonly digestBy: (side: Side, race: Race) => Promise<string>;
}

declare global {
  interface Window {
    readonly solid?: SolidProvider;
    bench?: BenchPage;
  }
}

const MANY = 200;
const AT_A_TIME = 20;

// In a frame `fetch` is the browser's own; in the page Latchkey stands in for it, which would hold the others up.
const { contentWindow: frame } = document.documentElement.appendChild(document.createElement('iframe'));
if (frame === null) throw new Error('The frame has no window.');
const own = frame.fetch.bind(frame);
window.fetch = own;

const inrupt = new Session();
const uvdsl = new SessionCore(
  { redirect_uris: [`${location.origin}/uvdsl`], client_name: 'Bench' },
  { database: new SessionIDB() },
);
const signedIn = comeBack();

/** Inrupt's library forgets a session when its page is left, the other has a refresh token in its database. */
async function comeBack(): Promise<void> {
  if (location.pathname === '/uvdsl') await uvdsl.handleRedirectFromLogin();
  if (location.pathname !== '/inrupt') return;
  await inrupt.handleIncomingRedirect({ restorePreviousSession: false });
  await uvdsl.restore();
}

function fetchBy(side: Side): typeof fetch {
  if (side === 'page') return own;
  if (side === 'inrupt') return (...asked) => inrupt.fetch(...asked);
  if (side === 'uvdsl') return (...asked) => uvdsl.authFetch(...asked);
  if (window.solid === undefined) throw new Error('Latchkey is not here.');
  const { solid } = window;
  return (...asked) => solid.fetch(...asked);
}

async function answerBy(side: Side, url: string, init?: RequestInit): Promise<Response> {
  const response = await fetchBy(side)(url, init);
  if (!response.ok) throw new Error(`${side} got ${response.status} for ${url}`);
  return response;
}

async function readThrough({ body }: Response): Promise<void> {
  const reader = body?.getReader();
  while ((await reader?.read())?.done === false);
}

/** As Latchkey's worker reads it, and the page reads what that hands on. */
async function readAsBlobs({ body }: Response): Promise<void> {
  const reader = body?.getReader({ mode: 'byob' });
  const read: Promise<ArrayBuffer>[] = [];
  for (let buffer = new ArrayBuffer(2 * 1024 * 1024); ; ) {
    const part = await reader?.read(new Uint8Array(buffer));
    if (part === undefined || part.done) break;
    read.push(new Blob([part.value]).arrayBuffer());
    ({ buffer } = part.value);
  }
  await Promise.all(read);
}

/** Asks for many, some at a time: whoever is done takes the next. */
async function askMany(side: Side, url: string): Promise<void> {
  let left = MANY;
  const askOn = async () => {
    while (left > 0) {
      left -= 1;
      await (await answerBy(side, `${url}-${left}`)).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, askOn));
}

const DOES: Readonly<
  Record<Kind, (side: Side, url: string, body: Uint8Array<ArrayBuffer>) => Promise<unknown>>
> = {
  whole: async (side, url) => (await answerBy(side, url)).arrayBuffer(),
  streamed: async (side, url) => readThrough(await answerBy(side, url)),
  'as-blobs': async (side, url) => readAsBlobs(await answerBy(side, url)),
  many: askMany,
  put: (side, url, body) => answerBy(side, url, { method: 'PUT', body }),
};

function urlFor(side: Side, { url, publicUrl }: Race, query: string): string {
  return `${side === 'page' ? publicUrl : url}?${side}-${query}`;
}

/** Bytes that no compression makes small. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const MOST = 65_536;
  for (let at = 0; at < length; at += MOST) crypto.getRandomValues(bytes.subarray(at, at + MOST));
  return bytes;
}

async function digestOf(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bench: BenchPage = {
  async signIn(library, issuer) {
    const back = `${location.origin}/${library}`;
    if (library === 'uvdsl') await uvdsl.login(issuer, back);
    else await inrupt.login({ oidcIssuer: issuer, redirectUrl: back, clientName: 'Bench' });
  },
  async signedInAs() {
    await signedIn;
    return {
      inrupt: inrupt.info.webId ?? null,
      uvdsl: uvdsl.webId ?? null,
      latchkey: window.solid?.webId ?? null,
    };
  },
  async race(race) {
    const times: Record<Side, number[]> = { page: [], inrupt: [], uvdsl: [], latchkey: [] };
    const body = bytesOf(race.bytes);
    for (let round = -race.warmUp; round < race.rounds; round += 1) {
      // Nobody always comes first.
      for (let turn = 0; turn < race.sides.length; turn += 1) {
        const side = race.sides[(round + race.warmUp + turn) % race.sides.length] ?? 'page';
        const url = urlFor(side, race, `${round < 0 ? 'warm' : ''}${performance.now()}`);
        const start = performance.now();
        await DOES[race.kind](side, url, body);
        if (round >= 0) times[side].push(performance.now() - start);
      }
    }
    return times;
  },
  async digestBy(side, race) {
    const url = urlFor(side, race, 'digest');
    if (race.kind !== 'put') return await digestOf(await (await answerBy(side, url)).arrayBuffer());
    const body = bytesOf(race.bytes);
    const heard = await (await answerBy(side, url, { method: 'PUT', body })).text();
    const sent = await digestOf(body);
    if (heard !== sent) throw new Error(`${side} sent other bytes than it was given.`);
    return 'as it was sent';
  },
};

window.bench = bench;
if (location.pathname === '/alone') {
  // In a browser that has just started, Latchkey comes to the first pages too late.
  if (window.solid === undefined) location.reload();
  else void raceAlone();
}

/** Runs what its site asks for, and tells it: no debugger is attached that could. */
async function raceAlone(): Promise<void> {
  const races = (await (await own('/races')).json()) as readonly Race[];
  const told = await raceEach(races).catch(String);
  await own('/told', { method: 'POST', body: JSON.stringify(told) });
}

async function raceEach(races: readonly Race[]): Promise<readonly Times[]> {
  while (window.solid?.webId === null) {
    await new Promise((resolve) => window.solid?.addEventListener('change', resolve, { once: true }));
  }
  const all: Times[] = [];
  for (const race of races) {
    const digests = await Promise.all(race.sides.map((side) => bench.digestBy(side, race)));
    if (new Set(digests).size !== 1) throw new Error(`The sides got different bytes of ${race.url}`);
    all.push(await bench.race(race));
  }
  return all;
}

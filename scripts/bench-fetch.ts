import { randomBytes } from 'node:crypto';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { launch } from '../test/world/browser.ts';
import { listen } from '../test/world/listener.ts';
import { ownerFetch } from '../test/world/owner.ts';
import { fillPods } from '../test/world/pods.ts';
import type { SolidServer } from '../test/world/solid-server.ts';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { buildLatchkey } from './bench-build.ts';
import type { Side, Times } from './bench-page.ts';
import { tell } from './bench-report.ts';
import { type Result, writeResults } from './bench-results.ts';
import { type FarServer, startFarSolidServer, startStub } from './bench-servers.ts';
import { allowSite, bundledPage, signInToSite } from './bench-site.ts';
import { say, step } from './terminal.ts';

const NAMES: Readonly<Record<Side, string>> = {
  page: 'public, by the page’s fetch',
  inrupt: 'private, by Inrupt',
  latchkey: 'private, by solid.fetch',
};
/** `LATCHKEY_ROUNDS=3` shows in a minute that it works; its figures are worth nothing, and are not written down. */
const SHORT = process.env['LATCHKEY_ROUNDS'];
const TWENTY = {
  file: 'twenty.bin',
  bytes: randomBytes(20 * 1024 * 1024),
  rounds: Math.min(20, Number(SHORT ?? 20)),
  warmUp: 2,
};
const BODIES = {
  six: {
    file: 'six.bin',
    title: '6 KB',
    bytes: randomBytes(6 * 1024),
    rounds: Number(SHORT ?? 200),
    warmUp: 10,
    isStreamed: false,
  },
  twenty: { ...TWENTY, title: '20 MB', isStreamed: false },
  streamed: { ...TWENTY, title: '20 MB, streamed', isStreamed: true },
};
const ROUND_TRIPS = [0, 50];

/** `solid.fetch` beside Inrupt's `session.fetch` and, for a public copy, the page's own: in one page, in turn. */
export async function benchFetch(): Promise<void> {
  say('\n  Fetch: solid.fetch beside Inrupt’s session.fetch, in the same page\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startFarSolidServer);
  await using stub = await startStub(
    Object.fromEntries(Object.values(BODIES).map(({ file, bytes }) => [file, bytes])),
  );
  const { alice } = server;
  await step('Alice’s pod holds a small and a large file, private and public', () => fill(server));
  await using site = await listen();
  site.answer(await step('A site with Inrupt’s library is bundled', bundledPage));
  await using profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
  await step('Alice is signed in to Latchkey, and the site is allowed', () =>
    allowSite(browser, server.url, alice, site.origin, [alice.pod, stub.url]),
  );
  const tab = await browser.context.newPage();
  await step('Alice is signed in to the site by Inrupt’s library', () =>
    signInToSite(tab, `${site.origin}/`, server.url, alice),
  );
  const results: Result[] = [];
  for (const place of placesOf(server, stub)) {
    for (const roundTrip of ROUND_TRIPS) {
      for (const body of Object.values(BODIES)) {
        results.push(await measure(tab, place, roundTrip, body));
      }
    }
  }
  const machine = browser.context.browser()?.version() ?? 'of unknown version';
  if (SHORT === undefined) await writeResults(results, machine);
  else say('\n  Too few rounds to be written down.\n');
}

interface Place {
  readonly title: string;
  readonly server: FarServer;
  readonly privateAt: string;
  readonly publicAt: string;
}

function placesOf(server: FarServer & SolidServer, stub: FarServer): readonly Place[] {
  const { pod } = server.alice;
  return [
    { title: 'instant stub', server: stub, privateAt: stub.url, publicAt: `${stub.url}public/` },
    { title: 'Community Solid Server', server, privateAt: `${pod}private/`, publicAt: `${pod}public/` },
  ];
}

async function measure(
  tab: Page,
  { title, server, privateAt, publicAt }: Place,
  roundTrip: number,
  { file, title: size, rounds, warmUp, isStreamed }: (typeof BODIES)['six'],
): Promise<Result> {
  const times = await step(`${size}, ${title}, ${roundTrip} ms of added round trip`, async () => {
    server.roundTrip = roundTrip;
    server.asked.clear();
    const race = { url: privateAt + file, publicUrl: publicAt + file, rounds, warmUp, isStreamed };
    try {
      await expectSame(tab, race.url);
      return await tab.evaluate((one) => window.bench?.race(one), race);
    } finally {
      server.roundTrip = 0;
    }
  });
  if (times === undefined) throw new Error('The page was left.');
  const requests = requestsIn(server, rounds + warmUp);
  tell('', measuredIn(times));
  say(`  requests for each: ${NAMES.inrupt} ${requests.inrupt}, ${NAMES.latchkey} ${requests.latchkey}`);
  return { size, place: title, roundTrip, times, requests };
}

/** What was measured must be the same bytes. */
async function expectSame(tab: Page, url: string): Promise<void> {
  const [one, other] = await tab.evaluate(
    async (address) => [
      await window.bench?.digestBy('inrupt', `${address}?digest-inrupt`),
      await window.bench?.digestBy('latchkey', `${address}?digest-latchkey`),
    ],
    url,
  );
  if (one === undefined || one !== other) throw new Error(`The sides got different bytes of ${url}`);
}

function measuredIn(times: Times) {
  return (['page', 'inrupt', 'latchkey'] as const).map((side) => ({ name: NAMES[side], times: times[side] }));
}

/** Requests on the wire for each that was made, preflights too. */
function requestsIn({ asked }: FarServer, made: number): Result['requests'] {
  const of = (side: Side) =>
    [...asked].reduce((sum, [query, count]) => sum + (query.startsWith(`${side}-`) ? count : 0), 0) / made;
  return { page: of('page'), inrupt: of('inrupt'), latchkey: of('latchkey') };
}

async function fill(server: SolidServer): Promise<void> {
  await fillPods(server);
  const fetch = await ownerFetch(server.url, server.alice);
  for (const { file, bytes: body } of Object.values(BODIES)) {
    for (const folder of ['private/', 'public/']) {
      const headers = { 'content-type': 'application/octet-stream' };
      const { ok, status } = await fetch(server.alice.pod + folder + file, { method: 'PUT', headers, body });
      if (!ok) throw new Error(`PUT ${folder}${file} answered ${status}`);
    }
  }
}

import { randomBytes } from 'node:crypto';
import { launch } from '../../test/world/browser.ts';
import { launchFirefox } from '../../test/world/firefox.ts';
import { listen } from '../../test/world/listener.ts';
import { ownerFetch } from '../../test/world/owner.ts';
import { fillPods } from '../../test/world/pods.ts';
import type { SolidServer } from '../../test/world/solid-server.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { type Result, ratioTo, writeResults } from './fetch-results.ts';
import { reach } from './goals.ts';
import { type Body, CSS, measure, placesOf, STUB } from './races.ts';
import { roundsOf, versionOf } from './results.ts';
import { startFarSolidServer, startStub } from './servers.ts';
import { allowSite, bundledPage, signInToSite } from './site.ts';

const MB = 1024 * 1024;
const FILES = { 'six.bin': randomBytes(6 * 1024), 'twenty.bin': randomBytes(20 * MB) };

const BROWSERS = {
  chromium: (profile: string) => launch({ extension: 'dist/chromium', profile, headless: true }),
  // Firefox blurs its clock to a millisecond otherwise.
  firefox: (profile: string) =>
    launchFirefox(
      { extension: 'dist/firefox', profile, headless: true },
      { 'privacy.reduceTimerPrecision': false },
    ),
};
const BODIES: readonly Body[] = [
  { title: '6 KB', kind: 'whole', file: 'six.bin', rounds: roundsOf(200), warmUp: 10 },
  { title: '200 GETs', kind: 'many', file: 'six.bin', rounds: roundsOf(20), warmUp: 2, isOfStub: true },
  { title: '20 MB', kind: 'whole', file: 'twenty.bin', rounds: roundsOf(20), warmUp: 2 },
  { title: '20 MB, streamed', kind: 'streamed', file: 'twenty.bin', rounds: roundsOf(20), warmUp: 2 },
];
const ROUND_TRIPS = [0, 50];

/** `solid.fetch` beside the login libraries and, for a public copy, the page's own `fetch`: in one page, in turn. */
export async function benchFetch(): Promise<void> {
  const { results, version } = await raced('chromium', BODIES);
  await writeResults('fetch', results, version);
  await reach(goalsIn(results));
}

/** The same for a small body, in Firefox. */
export async function benchFetchInFirefox(): Promise<void> {
  const { results, version } = await raced(
    'firefox',
    BODIES.filter(({ file }) => file === 'six.bin'),
  );
  await writeResults('firefox-fetch', results, version, 'Firefox');
  await reach({ firefox: ratioIn(results)('inrupt', '6 KB', STUB, 0) });
}

async function raced(kind: keyof typeof BROWSERS, bodies: readonly Body[]) {
  say('\n  Fetch: solid.fetch beside the login libraries, in the same page\n');
  await step('Latchkey is built', () => buildLatchkey(kind));
  await using server = await step('A Solid server runs', startFarSolidServer);
  await using stub = await startStub(FILES);
  const { alice } = server;
  await step('Alice’s pod holds a small and a large file, private and public', () => fill(server));
  await using site = await listen();
  site.answer(await step('A site with both libraries is bundled', bundledPage));
  await using profile = await temporaryDirectory('bench');
  await using browser = await BROWSERS[kind](profile.path);
  await step('Alice is signed in to Latchkey, and the site is allowed', () =>
    allowSite(browser, server.url, alice, site.origin, [alice.pod, stub.url]),
  );
  const tab = await browser.context.newPage();
  await step('Alice is signed in to the site by both libraries', () =>
    signInToSite(tab, `${site.origin}/`, server.url, alice),
  );
  const results: Result[] = [];
  for (const place of placesOf(server, stub)) {
    for (const roundTrip of ROUND_TRIPS) {
      for (const body of bodies.filter(({ isOfStub }) => isOfStub !== true || place.server === stub)) {
        results.push(await measure(tab, place, roundTrip, body));
      }
    }
  }
  return { results, version: versionOf(browser) };
}

function ratioIn(results: readonly Result[]) {
  return (side: 'page' | 'inrupt', size: string, place: string, roundTrip: number) => {
    const found = results.find(
      (one) => one.size === size && one.place === place && one.roundTrip === roundTrip,
    );
    return found === undefined ? Number.NaN : ratioTo(side, found);
  };
}

function goalsIn(results: readonly Result[]) {
  const ratio = ratioIn(results);
  return {
    'get-stub': ratio('inrupt', '6 KB', STUB, 0),
    'get-stub-far': ratio('inrupt', '6 KB', STUB, 50),
    'get-css-far': ratio('inrupt', '6 KB', CSS, 50),
    'many-stub': ratio('inrupt', '200 GETs', STUB, 0),
    'many-stub-far': ratio('inrupt', '200 GETs', STUB, 50),
  };
}

async function fill(server: SolidServer): Promise<void> {
  await fillPods(server);
  const fetch = await ownerFetch(server.url, server.alice);
  for (const [file, body] of Object.entries(FILES)) {
    for (const folder of ['private/', 'public/']) {
      const headers = { 'content-type': 'application/octet-stream' };
      const { ok, status } = await fetch(server.alice.pod + folder + file, { method: 'PUT', headers, body });
      if (!ok) throw new Error(`PUT ${folder}${file} answered ${status}`);
    }
  }
}

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { type Firefox, launchFirefox } from '../test/world/firefox.ts';
import { opened, startSite, toldOf } from '../test/world/site.ts';
import { type SolidServer, startSolidServer } from '../test/world/solid-server.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../test/world/temporary.ts';
import { buildLatchkey } from './bench-build.ts';
import { writeFirefox } from './bench-firefox-results.ts';
import { startLoadSite } from './bench-load-site.ts';
import { type Measured, tell } from './bench-report.ts';
import { type FarServer, startStub } from './bench-servers.ts';
import { allowSite } from './bench-site.ts';
import { say, step } from './terminal.ts';

/** `LATCHKEY_ROUNDS=3` shows in a minute that it works; its figures are worth nothing, and are not written down. */
const SHORT = process.env['LATCHKEY_ROUNDS'];
const FETCHES = { rounds: Number(SHORT ?? 200), warmUp: 20 };
const LOADS = { rounds: Number(SHORT ?? 40), warmUp: 5 };
const FILE = 'pod/six.bin';

/** Whose page has many requests, by what Latchkey has to do with its host. */
const HOSTS = {
  '127.0.0.1': 'a host that Latchkey may not see',
  localhost: 'the host of the pod',
} as const;

/** Something whose time is taken in turn with others. */
interface Side {
  readonly name: string;
  time(round: number): Promise<number>;
}

/** Three Firefoxes: one with Latchkey, and two with an extension in its place that is nothing but a name. */
interface Browsers extends AsyncDisposable {
  readonly bare: Firefox;
  readonly control: Firefox;
  readonly latchkey: Firefox;
}

/** What Latchkey costs in Firefox: a request that it signs, and a page that is none of its business. */
export async function benchFirefox(): Promise<void> {
  say('\n  Firefox: a signed request beside one without Latchkey, and a page of 300 requests\n');
  await step('Latchkey is built', () => buildLatchkey('firefox'));
  await using server = await startServer();
  await using stub = await startStub({ [FILE]: randomBytes(6 * 1024) });
  await using browsers = await step('Three Firefoxes run', openBrowsers);
  const fetches = await raceFetches(browsers, server, stub);
  const loads = await raceLoads(browsers);
  const version = browsers.latchkey.context.browser()?.version() ?? 'of unknown version';
  if (SHORT === undefined) await writeFirefox(fetches, loads, version);
  else say('\n  Too few rounds to be written down.\n');
}

async function startServer(): Promise<SolidServer & AsyncDisposable> {
  const server = await step('A Solid server runs', startSolidServer);
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.stop() });
}

async function openBrowsers(): Promise<Browsers> {
  const used: AsyncDisposable[] = [];
  const use = <Used extends AsyncDisposable>(one: Used): Used => {
    used.unshift(one);
    return one;
  };
  const open = async (extension: string) => {
    const profile = use(await temporaryDirectory('bench'));
    const options = { extension, profile: profile.path, headless: true };
    // Firefox blurs its clock to a millisecond otherwise.
    return use(await launchFirefox(options, { 'privacy.reduceTimerPrecision': false }));
  };
  const nothing = use(await nothingAtAll());
  const [bare, control] = [await open(nothing.path), await open(nothing.path)];
  const latchkey = await open('dist/firefox');
  return {
    ...{ bare, control, latchkey },
    async [Symbol.asyncDispose]() {
      for (const one of used) await one[Symbol.asyncDispose]();
    },
  };
}

/** An extension without a right, a page or a script. */
async function nothingAtAll(): Promise<TemporaryDirectory> {
  const directory = await temporaryDirectory('bench-nothing');
  const gecko = { id: 'nothing@extensions.example' };
  const manifest = {
    manifest_version: 3,
    name: 'Nothing',
    version: '1',
    browser_specific_settings: { gecko },
  };
  await writeFile(join(directory.path, 'manifest.json'), JSON.stringify(manifest));
  return directory;
}

/** A small GET from a page of another origin, as it is and signed, by each way that a connected page has. */
async function raceFetches(
  { bare, control, latchkey }: Browsers,
  server: SolidServer,
  stub: FarServer,
): Promise<readonly Measured[]> {
  await using site = await startSite();
  await step('Alice is signed in to Latchkey, and the site is allowed', () =>
    allowSite(latchkey, server.url, server.alice, site.origin, [`${stub.url}pod/`]),
  );
  const [first, second] = [await opened(bare, site.url), await opened(control, site.url)];
  const connected = await opened(latchkey, site.url);
  await toldOf(connected, server.alice.webId);
  const [open, shut] = [`${stub.url}public/${FILE}`, stub.url + FILE];
  const by = (tab: Page, way: Way, url: string) => (round: number) => timeOf(tab, way, `${url}?${round}`);
  const sides = [
    { name: 'unsigned, without', time: by(first, 'fetch', open) },
    { name: 'unsigned, without, again', time: by(second, 'fetch', open) },
    { name: 'unsigned, with Latchkey', time: by(connected, 'fetch', open) },
    { name: 'signed, by fetch', time: by(connected, 'fetch', shut) },
    { name: 'signed, by solid.fetch', time: by(connected, 'solid.fetch', shut) },
  ];
  const measured = await race('6 KB', sides, FETCHES);
  for (const tab of [first, second, connected]) await tab.close();
  return measured;
}

type Way = 'fetch' | 'solid.fetch';

/** From the call to the last byte of the body, in milliseconds, by the page's own clock. */
function timeOf(tab: Page, way: Way, url: string): Promise<number> {
  return tab.evaluate(
    async ([asked, address]) => {
      const start = performance.now();
      const response = await (asked === 'fetch' ? fetch(address) : window.solid?.fetch(address));
      const bytes = await response?.arrayBuffer();
      const time = performance.now() - start;
      if (bytes?.byteLength !== 6 * 1024) throw new Error(`${address} answered ${response?.status}.`);
      return time;
    },
    [way, url] as const,
  );
}

/** The page of 300 requests, which no site of is connected. */
async function raceLoads({
  bare,
  control,
  latchkey,
}: Browsers): Promise<ReadonlyMap<string, readonly Measured[]>> {
  await using site = await startLoadSite();
  const browsers = { bare, control, latchkey };
  for (const [name, browser] of Object.entries(browsers)) {
    const open = async (url: string) => {
      await opened(browser, url);
    };
    await site.invite({ open }, name);
  }
  const loads = new Map<string, readonly Measured[]>();
  for (const [host, what] of Object.entries(HOSTS)) {
    const by = (name: keyof typeof browsers) => async () => (await site.load(name, site.pageAt(host))).shown;
    const sides = [
      { name: 'without', time: by('bare') },
      { name: 'without, again', time: by('control') },
      { name: 'with Latchkey', time: by('latchkey') },
    ];
    loads.set(what, await race(what, sides, LOADS));
  }
  return loads;
}

async function race(
  title: string,
  sides: readonly Side[],
  { rounds, warmUp }: typeof LOADS,
): Promise<readonly Measured[]> {
  const measured = sides.map(({ name }) => ({ name, times: [] as number[] }));
  await step(`${title}: each side has ${rounds} turns`, async () => {
    for (let round = -warmUp; round < rounds; round += 1) {
      // Nobody always comes first.
      for (let turn = 0; turn < sides.length; turn += 1) {
        const index = (round + warmUp + turn) % sides.length;
        const time = await sides[index]?.time(round);
        if (round >= 0 && time !== undefined) measured[index]?.times.push(time);
      }
    }
  });
  tell('', measured);
  return measured;
}

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Firefox, launchFirefox } from '../../test/world/firefox.ts';
import { opened, startSite } from '../../test/world/site.ts';
import { type SolidServer, startSolidServer } from '../../test/world/solid-server.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { writeFirefox } from './firefox-results.ts';
import { startLoadSite } from './load-site.ts';
import type { Measured } from './report.ts';
import { roundsOf, versionOf } from './results.ts';
import { type FarServer, startStub } from './servers.ts';
import { connectedPage } from './site.ts';
import { race } from './turns.ts';

const FETCHES = { rounds: roundsOf(200), warmUp: 20 };
const LOADS = { rounds: roundsOf(40), warmUp: 5 };
const FILE = 'pod/six.bin';

/** Whose page has many requests, by what Latchkey has to do with its host. */
const HOSTS = {
  '127.0.0.1': 'a host that Latchkey may not see',
  localhost: 'the host of the pod',
} as const;

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
  await using server = await step('A Solid server runs', startSolidServer);
  await using stub = await startStub({ [FILE]: randomBytes(6 * 1024) });
  await using browsers = await step('Three Firefoxes run', openBrowsers);
  const fetches = await raceFetches(browsers, server, stub);
  const loads = await raceLoads(browsers);
  const version = versionOf(browsers.latchkey);
  await writeFirefox(fetches, loads, version);
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
  const connected = await connectedPage(latchkey, server, site, `${stub.url}pod/`);
  const [first, second] = [await opened(bare, site.url), await opened(control, site.url)];
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

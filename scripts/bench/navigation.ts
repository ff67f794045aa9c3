import type { Page, Response } from 'playwright-core';
import { launch } from '../../test/world/browser.ts';
import { grantedBefore } from '../../test/world/permissions.ts';
import { fillPods } from '../../test/world/pods.ts';
import { allowPods, openPopup, signIn } from '../../test/world/popup.ts';
import { startSolidServer } from '../../test/world/solid-server.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { reach } from './goals.ts';
import { compare, type Measured, quantile, tell } from './report.ts';
import { machine, roundsOf, table, versionOf, writeSection } from './results.ts';

const ROUNDS = roundsOf(60);
const WARM_UP = 5;
const WAYS = ['by its address', 'by a link'] as const;

/** A private page beside a public page of the same size, each opened in turn, at a real Solid server. */
export async function benchNavigation(): Promise<void> {
  say('\n  Navigation: a private page beside a public one of the same size\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await fillPods(server);
  await using profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
  await step('Alice is signed in', async () => {
    await grantedBefore(browser);
    const popup = await openPopup(browser);
    await signIn(browser, popup, server.url, server.alice);
    await allowPods(popup);
    await popup.close();
  });
  const tab = await browser.context.newPage();
  const rows: string[][] = [];
  const phases: (readonly Measured[])[] = [];
  const ratios: number[] = [];
  for (const way of WAYS) {
    const sides = await step(`Each is opened ${ROUNDS} times ${way}`, () =>
      inTurn(tab, server.alice.pod, way),
    );
    const [open, shut] = [
      measured('public page', sides.public),
      measured('private page, signed', sides.private),
    ];
    ratios.push(compare(open, shut));
    rows.push([way, medianOf(open), medianOf(shut), (ratios.at(-1) ?? Number.NaN).toFixed(2)]);
    phases.push(phasesOf(sides.private));
    tell('of which', phases.at(-1) ?? []);
  }
  const version = versionOf(browser);
  await writeSection('## `npm run bench -- navigation`', section(rows, phases, version));
  await reach({ navigation: ratios[0] ?? Number.NaN });
}

/** Opens both in turn. */
async function inTurn(tab: Page, pod: string, way: (typeof WAYS)[number]) {
  const sides = { public: [] as Opening[], private: [] as Opening[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const kind of ['public', 'private'] as const) {
      // A new query each time: the browser's cache answers nothing.
      const url = `${pod}${kind}/plain.html?${way.length}-${round}`;
      const opening = await openAndTime(tab, url, way === 'by a link');
      if (round >= 0) sides[kind].push(opening);
    }
  }
  return sides;
}

function section(
  rows: readonly (readonly string[])[],
  phases: readonly (readonly Measured[])[],
  version: string,
): string {
  const names = phases[0]?.map(({ name }) => name) ?? [];
  return `A private page of 4,096 bytes beside a public page of the same size, from the start of the navigation to the end of
the \`load\` event. "By its address" starts on an empty page, "by a link" on a page of the same host. Each URL is new,
so that no cache answers. Medians, n = ${ROUNDS} for each side.
${machine(version)}

${table([['', 'public page', 'private page, signed', 'ratio'], ...rows])}

This is where the time of the signed navigation goes:

${table([
  ['', ...WAYS],
  ...names.map((name, index) => [name, ...phases.map((one) => medianOf(one[index]))]),
])}`;
}

function medianOf(one: Measured | undefined): string {
  return `${quantile(one?.times ?? [], 0.5).toFixed(1)} ms`;
}

/** When a page was opened, its documents were asked for and answered, and it had loaded, in milliseconds. */
interface Opening {
  readonly start: number;
  readonly documents: readonly { readonly asked: number; readonly answered: number }[];
  readonly end: number;
}

async function openAndTime(tab: Page, url: string, isLink: boolean): Promise<Opening> {
  const documents: Response[] = [];
  const note = (response: Response) => documents.push(response);
  if (!isLink) await tab.goto('about:blank');
  tab.on('response', note);
  const answered = tab.waitForResponse((response) => response.url() === url && response.status() === 200);
  const start = isLink ? await followLink(tab, url) : openAddress(tab, url);
  await (await answered).finished();
  await tab.waitForLoadState('load');
  const end = await tab.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return performance.timeOrigin + (entry?.loadEventEnd ?? Number.NaN);
  });
  tab.off('response', note);
  return { start, documents: documents.filter((one) => one.url() === url).map(timesOf), end };
}

/** As a person does who types an address; a load that is replaced on the way is reported as interrupted. */
function openAddress(tab: Page, url: string): number {
  const start = performance.timeOrigin + performance.now();
  void tab.goto(url).catch(() => undefined);
  return start;
}

function followLink(tab: Page, url: string): Promise<number> {
  return tab.evaluate((href) => {
    const now = performance.timeOrigin + performance.now();
    location.href = href;
    return now;
  }, url);
}

function timesOf(response: Response): Opening['documents'][number] {
  const { startTime, responseStart } = response.request().timing();
  return { asked: startTime, answered: startTime + responseStart };
}

function measured(name: string, openings: readonly Opening[]): Measured {
  return { name, times: openings.map(({ start, end }) => end - start) };
}

/** Where the time of a signed navigation goes. */
function phasesOf(openings: readonly Opening[]): readonly Measured[] {
  const phase = (name: string, time: (opening: Opening) => number | undefined): Measured => ({
    name,
    times: openings.map((opening) => time(opening) ?? Number.NaN),
  });
  const first = ({ documents }: Opening) => documents[0];
  const second = ({ documents }: Opening) => documents[1];
  return [
    phase(
      'to the 401: the first, unsigned request',
      (one) => (first(one)?.answered ?? Number.NaN) - one.start,
    ),
    phase(
      'to the signed request',
      (one) => (second(one)?.asked ?? Number.NaN) - (first(one)?.answered ?? Number.NaN),
    ),
    phase(
      'to its answer',
      (one) => (second(one)?.answered ?? Number.NaN) - (second(one)?.asked ?? Number.NaN),
    ),
    phase(
      'to the end of `load`, as for a public page, too',
      (one) => one.end - (second(one)?.answered ?? Number.NaN),
    ),
  ];
}

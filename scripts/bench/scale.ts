import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type Chromium, launch } from '../../test/world/browser.ts';
import { keepValues, keptValues } from '../../test/world/kept-values.ts';
import type { Person } from '../../test/world/people.ts';
import { fillPods } from '../../test/world/pods.ts';
import { openPopup, switchTo } from '../../test/world/popup.ts';
import { type Site, startSite, toldOf } from '../../test/world/site.ts';
import { type SolidServer, startSolidServer } from '../../test/world/solid-server.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { reach } from './goals.ts';
import { type Measured, quantile } from './report.ts';
import { machine, roundsOf, table, versionOf, writeSection } from './results.ts';
import { startStub } from './servers.ts';
import { connectedPage } from './site.ts';
import { race } from './turns.ts';

const IDENTITIES = 100;
const PODS_OF_EACH = 10;
const GRANTS = 10_000;
const FILE = 'six.bin';
const [GETS, OPENINGS, WARM_UP] = [roundsOf(200), roundsOf(30), 3];

/** A browser with little in it, or much, and a connected page in it. */
interface Side {
  readonly name: string;
  readonly browser: Chromium;
  readonly tab: Page;
  /** How many identities its popup lists, "Anonymous" among them. */
  readonly listed: number;
}

/** One signed request, and the popup: with one identity, pod and grant, and with a hundred, a thousand, ten thousand. */
export async function benchScale(): Promise<void> {
  say('\n  Scale: a signed request and the popup, with little and with much in store\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await fillPods(server);
  await using stub = await startStub({ [FILE]: randomBytes(6 * 1024) });
  await using site = await startSite();
  await using profiles = await temporaryDirectory('bench');
  const open = (name: string) => openSide(name, profiles, server, site, stub.url);
  await using little = await open('one of each');
  await using much = await open('many');
  const many = { ...much, listed: IDENTITIES + 1 };
  await step('It gets a hundred identities and ten thousand grants', () => fill(many, server.alice));
  const sides = [{ ...little, listed: 2 }, many];
  const gets = await race(
    'a signed GET',
    sides.map(({ name, tab }) => ({ name, time: (round) => timeOfGet(tab, `${stub.url}${FILE}?${round}`) })),
    { rounds: GETS, warmUp: WARM_UP },
  );
  const popups = await race(
    'the popup, until all identities are there',
    sides.map((side) => ({ name: side.name, time: () => timeOfPopup(side) })),
    { rounds: OPENINGS, warmUp: WARM_UP },
  );
  const version = versionOf(much.browser);
  await writeSection('## `npm run bench -- scale`', section(gets, popups, version));
  await reach({ scale: ratioOf(gets), popup: ratioOf(popups) });
}

async function openSide(
  name: string,
  profiles: TemporaryDirectory,
  server: SolidServer,
  site: Site,
  pod: string,
) {
  const profile = `${profiles.path}/${name.replaceAll(' ', '-')}`;
  const browser = await launch({ extension: 'dist/chromium', profile, headless: true });
  const tab = await connectedPage(browser, server, site, pod);
  return { name, browser, tab, [Symbol.asyncDispose]: () => browser.close() };
}

/** Puts others beside the one who is there: with her keys and tokens, but with names, pods and grants of their own. */
async function fill({ browser, tab }: Side, { name, webId }: Person): Promise<void> {
  const popup = await openPopup(browser);
  const ids = await addIdentities(popup);
  const { grants } = (await keptValues(popup)) as { grants: readonly object[] };
  const others = Array.from({ length: GRANTS - grants.length }, (_, index) => ({
    ...grants[0],
    site: `https://site-${index}.example`,
    identity: ids[index % ids.length],
    storage: `https://pods.example/${(index % ids.length) + 1}/${index % PODS_OF_EACH}/`,
  }));
  // The grant that counts comes last, where looking for it takes longest.
  await keepValues(popup, { grants: [...others, ...grants] });
  await switchTo(popup, 'Anonymous');
  await toldOf(tab, null);
  await switchTo(popup, name);
  await toldOf(tab, webId);
  await popup.close();
}

/** @returns the identities' ids */
function addIdentities(popup: Page): Promise<readonly string[]> {
  return popup.evaluate(
    ([count, pods]) =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('latchkey');
        opening.onsuccess = () => {
          const begun = opening.result.transaction('identities', 'readwrite');
          const store = begun.objectStore('identities');
          const made: string[] = [];
          store.getAll().onsuccess = ({ target }) => {
            const [one] = (target as IDBRequest<{ webId: string; issuer: string; addedAt: number }[]>).result;
            if (one === undefined) throw new Error('Nobody is there.');
            for (let index = 1; index < count; index += 1) {
              const pod = `https://pods.example/${index}/`;
              const webId = `${pod}card#me`;
              const id = `${webId} ${one.issuer}`;
              const storages = Array.from({ length: pods }, (_, at) => `${pod}${at}/`);
              const profile = { name: `Somebody ${index}`, photo: null, storages };
              store.put({ ...one, id, webId, profile, addedAt: one.addedAt + index });
              made.push(id);
            }
          };
          begun.oncomplete = () => {
            opening.result.close();
            resolve(made);
          };
        };
      }),
    [IDENTITIES, PODS_OF_EACH] as const,
  );
}

function timeOfGet(tab: Page, url: string): Promise<number> {
  return tab.evaluate(async (address) => {
    const start = performance.now();
    const response = await window.solid?.fetch(address);
    await response?.arrayBuffer();
    if (response?.status !== 200) throw new Error(`${response?.status} for ${address}`);
    return performance.now() - start;
  }, url);
}

/** From the start of the popup's load until everybody is listed, by its own clock. */
async function timeOfPopup({ browser, listed }: Side): Promise<number> {
  const popup = await browser.context.newPage();
  await popup.goto(`${browser.origin}/popup/index.html`, { waitUntil: 'commit' });
  const took = await popup.waitForFunction(
    (count) => document.querySelectorAll('[type=radio]').length >= count && performance.now(),
    listed,
  );
  const time = Number(await took.jsonValue());
  await popup.close();
  return time;
}

function ratioOf([little, much]: readonly Measured[]): number {
  return quantile(much?.times ?? [], 0.5) / quantile(little?.times ?? [], 0.5);
}

function section(gets: readonly Measured[], popups: readonly Measured[], version: string): string {
  const rows = (what: string, measured: readonly Measured[]) =>
    measured.map(({ name, times }, index) => [
      index === 0 ? what : '',
      name,
      ...[0.5, 0.95].map((share) => `${quantile(times, share).toFixed(1)} ms`),
      index === 0 ? '1.00' : ratioOf(measured).toFixed(2),
    ]);
  return `A browser with one identity, one pod and one grant beside a browser with ${IDENTITIES} identities, ${(IDENTITIES * PODS_OF_EACH).toLocaleString('en')} pods and
${GRANTS.toLocaleString('en')} grants, in turn: a GET of 6 KB by \`solid.fetch\` at a stub that answers at once, n = ${GETS}, and the popup from
the start of its load until everybody is listed, n = ${OPENINGS}.
${machine(version)}

${table([['', 'in store', 'median', 'p95', 'ratio'], ...rows('signed GET', gets), ...rows('popup', popups)])}`;
}

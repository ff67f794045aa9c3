import type { Page } from 'playwright-core';
import { type Activity, CHUNK, MOST_ACTIVITY } from '../../src/domain/activity.ts';
import { launch } from '../../test/world/browser.ts';
import { openPopup } from '../../test/world/popup.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { quantile } from './report.ts';
import { machine, table, versionOf, writeSection } from './results.ts';

const TIMES = 30;
const FRAMES = 200;

/** How long the list of signed requests takes to open, with nothing on it and with all that it may hold, and to scroll. */
export async function benchActivity(): Promise<void> {
  say('\n  Activity: the list of signed requests\n');
  await step('Latchkey is built', buildLatchkey);
  await using profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
  const popup = await openPopup(browser);
  await popup.getByRole('tab', { name: 'Identities', selected: true }).waitFor();
  const empty = await step('It opens with nothing on it', () => openings(popup, 0));
  await fill(popup);
  const full = await step(`It opens with ${MOST_ACTIVITY}`, () => openings(popup, MOST_ACTIVITY));
  const frames = await step('It is scrolled from its beginning to its end', () => scroll(popup));
  const rows = [
    ['', 'median', 'p95', 'longest'],
    row(
      'to open, with nothing on it',
      empty.map(([shown]) => shown),
    ),
    row(
      `to open, with ${MOST_ACTIVITY} requests`,
      full.map(([shown]) => shown),
    ),
    row(
      'until all rows are there',
      full.map(([, whole]) => whole),
    ),
    row(`a frame while they scroll by`, frames),
  ];
  say(`\n${table(rows)}`);
  await writeSection('## `npm run bench -- activity`', section(rows, versionOf(browser)));
}

/** Keeps as many requests as may be, behind the worker's back. */
async function fill(popup: Page): Promise<void> {
  const entries = Array.from({ length: MOST_ACTIVITY }, (_, id) => ({
    ...{ id, at: Date.now(), method: 'GET', url: `https://pod.example/alice/notes/${id}.ttl`, kind: 'fetch' },
    ...{
      site: 'https://app.example',
      identity: 'https://alice.example/#me https://idp.example',
      mode: 'read',
    },
    ...{
      grant: { storage: 'https://pod.example/alice/', until: 'revoked' },
      status: id % 9 === 0 ? 403 : 200,
    },
    ...{ took: { wait: 1, sign: 2, network: 30 }, retries: [] },
  })) as unknown as readonly Activity[];
  const chunks = Array.from({ length: MOST_ACTIVITY / CHUNK }, (_, index) => [
    `activity-${index}`,
    entries.slice(index * CHUNK, (index + 1) * CHUNK),
  ]);
  await popup.evaluate((items) => chrome.storage.session.set(items), Object.fromEntries(chunks) as object);
}

/** Opens the tab by a click, again and again: from the click to the first frame, and until all rows are there. */
async function openings(popup: Page, rows: number): Promise<readonly (readonly [number, number])[]> {
  const shown = rows === 0 ? ['section[aria-label="Activity"] > p.card', 1] : ['.activity-list > li', rows];
  const times: [number, number][] = [];
  for (let index = 0; index < TIMES; index += 1) {
    times.push(await popup.evaluate(opening, shown as [selector: string, count: number]));
  }
  return times;
}

/** Runs in the page. */
async function opening([selector, count]: [selector: string, count: number]): Promise<[number, number]> {
  document.getElementById('tab-identities')?.click();
  while (document.querySelector(selector) !== null) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const begin = performance.now();
  document.getElementById('tab-activity')?.click();
  while (document.querySelector(selector) === null) await new Promise((next) => setTimeout(next));
  await new Promise(requestAnimationFrame);
  // Whatever was to be laid out and painted for that frame is done by the next task.
  await new Promise((next) => setTimeout(next));
  const shown = performance.now() - begin;
  while (document.querySelectorAll(selector).length < count) await new Promise(requestAnimationFrame);
  return [shown, performance.now() - begin];
}

/** Scrolls the list in equal steps, one for each frame; how long each frame took. */
function scroll(popup: Page): Promise<readonly number[]> {
  return popup.evaluate(async (steps) => {
    const times: number[] = [];
    let before = await new Promise<number>(requestAnimationFrame);
    for (let index = 1; index <= steps; index += 1) {
      scrollTo(0, (document.documentElement.scrollHeight * index) / steps);
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - before);
      before = now;
    }
    return times;
  }, FRAMES);
}

function row(name: string, times: readonly number[]): readonly string[] {
  return [name, ...[quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)].map(cell)];
}

function cell(time: number): string {
  return `${time.toFixed(1)} ms`;
}

function section(rows: readonly (readonly string[])[], browser: string): string {
  return `The tab "Activity": from the click on it to the first frame with rows, which fill the window, and until all are there,
n = ${TIMES}; and each of the ${FRAMES} frames in which ${MOST_ACTIVITY} rows scroll by from the first to the last. Of the openings,
the longest is the first, which reads the scripts of the tab, too.
${machine(browser)}

${table(rows)}`;
}

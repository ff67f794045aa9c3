import type { Page } from 'playwright-core';
import { launch } from '../test/world/browser.ts';
import { grantedBefore } from '../test/world/permissions.ts';
import { fillPods } from '../test/world/pods.ts';
import { allowPods, openPopup, signIn } from '../test/world/popup.ts';
import { startSolidServer } from '../test/world/solid-server.ts';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { compare } from './bench-report.ts';
import { npm, run } from './child.ts';
import { say, step } from './terminal.ts';

const ROUNDS = 60;
const WARM_UP = 5;

/** A private page against a public page of the same size, opened by a link in turn, at a real Solid server. */
export async function benchNavigation(): Promise<void> {
  say('\n  Navigation: a private page beside a public one of the same size\n');
  await step('Latchkey is built', async () => {
    const { status, output } = await run(npm('run', '--silent', 'build'), new AbortController().signal);
    if (status !== 0) throw new Error(output);
  });
  await using server = await step('A Solid server runs', async () => {
    const started = await startSolidServer();
    await fillPods(started);
    return started;
  });
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
  const { pod } = server.alice;
  const times = { public: [] as number[], private: [] as number[] };
  await step(`Each is opened ${ROUNDS} times`, async () => {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const kind of ['public', 'private'] as const) {
        // A new query each time: neither the browser's cache nor the server's answers twice.
        const time = await timeOf(tab, `${pod}${kind}/plain.html?${round}`);
        if (round >= 0) times[kind].push(time);
      }
    }
  });
  compare(
    { name: 'public page', times: times.public },
    { name: 'private page, signed', times: times.private },
  );
}

/** Milliseconds from following a link to the end of the `load` event of the page that stays. */
async function timeOf(tab: Page, url: string): Promise<number> {
  const answered = tab.waitForResponse((response) => response.url() === url && response.status() === 200);
  const start = await tab.evaluate((href) => {
    const now = performance.timeOrigin + performance.now();
    location.href = href;
    return now;
  }, url);
  await (await answered).finished();
  await tab.waitForLoadState('load');
  const end = await tab.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return performance.timeOrigin + (entry?.loadEventEnd ?? Number.NaN);
  });
  return end - start;
}

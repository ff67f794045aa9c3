import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { launch } from '../../test/world/browser.ts';
import { fillPods } from '../../test/world/pods.ts';
import { startSite } from '../../test/world/site.ts';
import { startSolidServer } from '../../test/world/solid-server.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { quantile, tell } from './report.ts';
import { machine, roundsOf, table, versionOf, writeSection } from './results.ts';
import { startStub } from './servers.ts';
import { connectedPage } from './site.ts';

const ROUNDS = roundsOf(40);
const FILE = 'six.bin';

/** From the call of `solid.fetch` to the first signed byte: with a worker that has ended, and with one that runs. */
export async function benchCold(): Promise<void> {
  say('\n  Cold: the first signed byte after the worker has ended\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await fillPods(server);
  await using stub = await startStub({ [FILE]: randomBytes(6 * 1024) });
  await using site = await startSite();
  await using profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
  const tab = await connectedPage(browser, server, site, stub.url);
  const [cold, warm] = [[] as number[], [] as number[]];
  await step(`The worker is ended ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await browser.killWorker();
      cold.push(await firstByte(tab, `${stub.url}${FILE}?cold-${round}`));
      warm.push(await firstByte(tab, `${stub.url}${FILE}?warm-${round}`));
    }
  });
  tell('', [
    { name: 'with a worker that runs', times: warm },
    { name: 'with one that has ended', times: cold },
  ]);
  const version = versionOf(browser);
  await writeSection('## `npm run bench -- cold`', section(warm, cold, version));
}

/** Milliseconds from the call to the first bytes of the body. */
function firstByte(tab: Page, url: string): Promise<number> {
  return tab.evaluate(async (address) => {
    const start = performance.now();
    const response = await window.solid?.fetch(address);
    const { value } = (await response?.body?.getReader().read()) ?? {};
    const took = performance.now() - start;
    if (response?.status !== 200 || value === undefined)
      throw new Error(`${response?.status} for ${address}`);
    return took;
  }, url);
}

function section(warm: readonly number[], cold: readonly number[], version: string): string {
  const cells = (times: readonly number[]) =>
    [0.5, 0.95].map((share) => `${quantile(times, share).toFixed(1)} ms`);
  const more = quantile(cold, 0.5) - quantile(warm, 0.5);
  return `From the call of \`solid.fetch\` for 6 KB at a stub that answers at once to the first bytes of the body, in a page of a
connected site: with a worker that runs, and with one that was ended before, as the browser does after 30 seconds
without an event. In turn, n = ${ROUNDS} for each. A worker that has ended costs ${more.toFixed(0)} ms more; at most 100 are wanted.
${machine(version)}

${table([
  ['worker', 'median', 'p95'],
  ['runs', ...cells(warm)],
  ['has ended', ...cells(cold)],
])}`;
}

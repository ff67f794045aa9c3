import { launch } from '../../test/world/browser.ts';
import { download } from '../../test/world/download.ts';
import { fillPods } from '../../test/world/pods.ts';
import { startSite } from '../../test/world/site.ts';
import { startSolidServer } from '../../test/world/solid-server.ts';
import { startStreamingPod } from '../../test/world/streaming-pod.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { memoryOfWorker, sumOf } from '../../test/world/worker-memory.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { machine, table, versionOf, writeSection } from './results.ts';
import { connectedPage } from './site.ts';

const MB = 1024 * 1024;
const LENGTH = 1024 * MB;
const PART = 32 * MB;

/** What the worker holds while a page reads 1 GB, with what waits to be collected, and without. */
export async function benchMemory(): Promise<void> {
  say('\n  Memory: what the worker holds of a large download\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await fillPods(server);
  await using pod = await startStreamingPod();
  await using site = await startSite();
  await using profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
  const tab = await connectedPage(browser, server, site, pod.url);
  const rows = [['', 'before', 'most', 'after']];
  for (const what of ['with garbage', 'collected'] as const) {
    const look = await memoryOfWorker(browser, { isCollected: what === 'collected' });
    const looks = [look()];
    await step(`1 GB is read, memory ${what}`, () =>
      download(tab, `${pod.url}${LENGTH}/${what.slice(0, 4)}`, PART, () => looks.push(look())),
    );
    looks.push(look());
    const held = (await Promise.all(looks)).map(sumOf);
    const [before = 0, after = 0] = [held[0], held.at(-1)];
    rows.push([what, ...[before, Math.max(...held), after].map(megabytes)]);
  }
  say(`\n${table(rows)}`);
  await writeSection('## `npm run bench -- memory`', section(rows, versionOf(browser)));
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

function section(rows: readonly (readonly string[])[], browser: string): string {
  return `What the worker holds while a page of a connected site reads 1 GB by \`solid.fetch\`, from a pod that makes it up
as it goes: the heap of its scripts, the browser's objects for it, and the bytes of buffers, as DevTools tells
(\`Runtime.getHeapUsage\`), looked at after every 32 MB. "With garbage" counts what is no longer needed and not yet
collected; for "collected" the browser is made to collect before each look.
${machine(browser)}

${table(rows)}`;
}

import process from 'node:process';
import { parseArgs } from 'node:util';
import { launch } from '../test/world/browser.ts';
import { MOST, Soak, type Soaked } from '../test/world/soak/soak.ts';
import { openSoakWorld } from '../test/world/soak/world.ts';
import { temporaryDirectory } from '../test/world/temporary.ts';
import { buildLatchkey } from './bench/build.ts';
import { machine, table, versionOf } from './bench/results.ts';
import { replaceSection } from './document-section.ts';
import { say, step } from './terminal.ts';

const PER_SECOND = 20;
const MB = 1024 * 1024;

/** `npm run soak` lasts half an hour, `npm run soak -- --minutes N` as long as you like; of `--rotating` nothing is written. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    // Each refresh token serves once.
    rotating: { type: 'boolean', default: false },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];

say(`\n  Soak: ${minutes} minutes, seed ${seed}\n`);
await step('Latchkey is built', buildLatchkey);
await using profile = await temporaryDirectory('soak');
const browser = await launch({ extension: 'dist/chromium', profile: profile.path, headless: true });
await using world = await openSoakWorld(browser, values.rotating);
const start = performance.now();
const soaked = await step('The sites have asked', () =>
  new Soak(world, seed).run({ requests: minutes * 60 * PER_SECOND, perSecond: PER_SECOND }),
);
const took = (performance.now() - start) / 60_000;
const rows = rowsOf(soaked);
say(`\n${table(rows)}\n`);
for (const fault of soaked.faults) say(`  ${fault}`);
const version = versionOf(browser);
if (!values.rotating)
  await replaceSection('docs/reliability.md', '## `npm run soak`', section(rows, version));
const { counts, faults } = soaked;
const isWhole = counts['sessions lost'] === 0 && counts['signed under the wrong identity'] === 0;
process.exitCode = isWhole && faults.length === 0 ? 0 : 1;

function rowsOf({ counts, faults, memory }: Soaked): readonly (readonly string[])[] {
  const megabytes = (bytes = 0) => `${(bytes / MB).toFixed(1)} MB`;
  const counted = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ['what', 'how much'],
    ...counted.map(([what, times]) => [what, String(times)]),
    ['answered otherwise than they should be', String(faults.length)],
    ['worker’s memory at the start', megabytes(memory[0])],
    ['worker’s memory at most', megabytes(Math.max(...memory))],
    ['worker’s memory at the end', megabytes(memory.at(-1))],
  ];
}

function section(rows: readonly (readonly string[])[], version: string): string {
  return `Three identities, each with an issuer and a pod of its own, and five sites of which four are connected: one of them asks
every ${1000 / PER_SECOND} ms, unless ${MOST} requests wait already. They may read and add in one pod; of what they ask for, a part is
not granted. Each proof must hold the server's nonce. An access token is used for ten seconds: it lives for 40, and
Latchkey renews it 30 seconds before its end; a refresh token serves more than once. In between, by chance (seed ${seed}),
the worker is ended, a pod changes its nonce, or the line to all servers is cut for a while. Who signed is read from the
pods' own logs. "Failed" are requests that were under way as the worker was ended or the line was cut, or that
found it cut. The worker's memory is what DevTools tells of it after a collection (\`Runtime.getHeapUsage\`), looked at
${soaked.memory.length} times. It lasted ${took.toFixed(0)} minutes.
${machine(version)}

${table(rows)}`;
}

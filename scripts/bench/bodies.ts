import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { launch } from '../../test/world/browser.ts';
import { listen } from '../../test/world/listener.ts';
import { fillPods } from '../../test/world/pods.ts';
import { startSolidServer } from '../../test/world/solid-server.ts';
import { temporaryDirectory } from '../../test/world/temporary.ts';
import { launchUnwatched } from '../../test/world/unwatched-browser.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { reach } from './goals.ts';
import type { Kind, Race, Side, Times } from './race.ts';
import { quantile, tell } from './report.ts';
import { machine, roundsOf, table, writeSection } from './results.ts';
import { startStub } from './servers.ts';
import { allowSite, bundledPage } from './site.ts';

const EXTENSION = 'dist/chromium';
const MB = 1024 * 1024;
const SENT = 5 * MB;
const FILES = { 'six.bin': randomBytes(6 * 1024), 'twenty.bin': randomBytes(20 * MB) };
const WARM_UP = 3;

interface Row {
  readonly title: string;
  readonly kind: Kind;
  readonly file: keyof typeof FILES;
  readonly sides: readonly Side[];
  readonly rounds: number;
}
const BOTH = ['page', 'latchkey'] as const;
const OF_TWENTY = { file: 'twenty.bin', sides: BOTH, rounds: roundsOf(30) } as const;
const ROWS: readonly Row[] = [
  { ...OF_TWENTY, title: '6 KB', kind: 'whole', file: 'six.bin', rounds: roundsOf(200) },
  { ...OF_TWENTY, title: '20 MB, taken whole', kind: 'whole' },
  { ...OF_TWENTY, title: '20 MB, read as they come', kind: 'streamed' },
  {
    ...OF_TWENTY,
    title: 'the same, each part made a Blob and read again',
    kind: 'as-blobs',
    sides: ['page'],
  },
  { ...OF_TWENTY, title: 'PUT of 5 MB', kind: 'put' },
];

/**
 * Large bodies by `solid.fetch` and by the page's own `fetch`, in a browser to which no debugger is attached: with one,
 * Chromium tells it of every byte that a page sends, and keeps for it what comes.
 */
export async function benchBodies(): Promise<void> {
  say('\n  Bodies: small and large ones, with no debugger attached\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await fillPods(server);
  await using stub = await startStub(FILES);
  await using site = await listen();
  await using profile = await temporaryDirectory('bench');
  await step('Alice is signed in to Latchkey, and the site is allowed', async () => {
    await using browser = await launch({ extension: EXTENSION, profile: profile.path, headless: true });
    await allowSite(browser, server.url, server.alice, site.origin, [stub.url]);
  });
  const page = await bundledPage();
  const told = new Promise<readonly Times[] | string>((resolve) => {
    site.answer(async (request, response) => {
      if (request.url === '/races') response.end(JSON.stringify(racesAt(stub.url)));
      else if (request.url === '/told') {
        resolve(JSON.parse(await text(request)) as readonly Times[] | string);
        response.end();
      } else await page(request, response);
    });
  });
  await using browser = await launchUnwatched({ extensions: [EXTENSION], profile: profile.path });
  const times = await step('Each side has its turns', async () => {
    await browser.open(`${site.origin}/alone`, 'in front');
    return await told;
  });
  if (typeof times === 'string') throw new Error(times);
  await report(times, browser.version);
}

function racesAt(pod: string): readonly Race[] {
  return ROWS.map(({ kind, file, sides, rounds }) => ({
    ...{ kind, sides, rounds, warmUp: WARM_UP, bytes: SENT },
    url: pod + file,
    publicUrl: `${pod}public/${file}`,
  }));
}

async function report(all: readonly Times[], version: string): Promise<void> {
  const rows = ROWS.map(({ title, sides }, row) => {
    const medians = BOTH.map((side) => quantile(all[row]?.[side] ?? [], 0.5));
    tell(
      title,
      sides.map((side) => ({ name: side, times: all[row]?.[side] ?? [] })),
    );
    const [own = Number.NaN, ours = Number.NaN] = medians;
    const cells = [...medians.map((median) => `${median.toFixed(1)} ms`), (ours / own).toFixed(2)];
    return { title, ratio: ours / own, cells: [title, ...cells.map((cell) => cell.replace(/^NaN.*/, '–'))] };
  });
  const head = ['', 'the page’s own `fetch`, public', '`solid.fetch`, private', 'ratio'];
  await writeSection(
    '## `npm run bench -- bodies`',
    section([head, ...rows.map(({ cells }) => cells)], version),
  );
  const ratioOf = (sought: string) => rows.find(({ title }) => title === sought)?.ratio ?? Number.NaN;
  const [whole, stream] = [ratioOf('20 MB, taken whole'), ratioOf('20 MB, read as they come')];
  await reach({ whole, stream, put: ratioOf('PUT of 5 MB') });
}

function section(rows: readonly (readonly string[])[], version: string): string {
  return `Bodies at a stub that answers at once, by \`solid.fetch\` and, for a public copy, by the page's own \`fetch\`, in a
browser to which no debugger is attached: with one, Chromium tells it of every byte that a page sends, and keeps for it
what comes, so that a page's own PUT takes several times as long. From the call to the last byte; the page tells the times
itself. Both get, and send, the same bytes, by SHA-256. In turn; n for each side is ${ROWS[0]?.rounds} of 6 KB,
${OF_TWENTY.rounds} of the others; medians.
${machine(version)}

${table(rows)}`;
}

import { launch } from '../../test/world/browser.ts';
import { ownerFetch } from '../../test/world/owner.ts';
import { grantedBefore } from '../../test/world/permissions.ts';
import { landscape } from '../../test/world/pictures.ts';
import { fillPods } from '../../test/world/pods.ts';
import { type SolidServer, startSolidServer } from '../../test/world/solid-server.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../test/world/temporary.ts';
import { launchUnwatched } from '../../test/world/unwatched-browser.ts';
import { say, step } from '../terminal.ts';
import { buildLatchkey } from './build.ts';
import { idleExtension } from './load-idle.ts';
import { type Loads, timesOf, writeLoads } from './load-results.ts';
import { galleryPage, type Loading, type LoadSite, reporting, startLoadSite } from './load-site.ts';
import { tell } from './report.ts';
import { roundsOf } from './results.ts';
import { allowSite } from './site.ts';

const EXTENSION = 'dist/chromium';
const ROUNDS = roundsOf(60);
const WARM_UP = 5;
const PICTURES = 50;

/** Whose page has many requests, by what Latchkey has to do with its host. */
const HOSTS = {
  '127.0.0.1': 'a host that Latchkey may not see',
  'foreign.localhost': 'a host that Latchkey may see',
  localhost: 'the host of the pod',
} as const;

/** What is loaded in turn with others. */
interface Side {
  readonly name: string;
  /** The name of the browser that loads it. */
  readonly browser: string;
  readonly url: string;
}

/** What Latchkey costs a page that is none of its business, and private pictures beside public ones. */
export async function benchLoad(): Promise<void> {
  say('\n  Load: a page of 300 requests beside Latchkey, and a page of private pictures\n');
  await step('Latchkey is built', buildLatchkey);
  await using server = await step('A Solid server runs', startSolidServer);
  await using site = await startLoadSite();
  await step('Alice’s pod holds the same pictures, private and public', () => fill(server, site));
  const strangers = await besides(server, site);
  const pictures = await inPod(server, site);
  await writeLoads(strangers, pictures, pictures.version);
}

/**
 * A page that is not connected: with Latchkey, without it, without it once more, to see what chance does, and with
 * extensions that do nothing, to see what the browser does by itself.
 */
async function besides(server: SolidServer, site: LoadSite): Promise<readonly Loads[]> {
  await using profile = await profileOf(server, 'http://other.localhost:1234');
  await using first = await temporaryDirectory('bench');
  await using second = await temporaryDirectory('bench');
  await using third = await temporaryDirectory('bench');
  await using fourth = await temporaryDirectory('bench');
  await using nothing = await idleExtension('nothing');
  await using listening = await idleExtension('listen');
  await using latchkey = await launchUnwatched({ extensions: [EXTENSION], profile: profile.path });
  await using bare = await launchUnwatched({ extensions: [], profile: first.path });
  await using control = await launchUnwatched({ extensions: [], profile: second.path });
  await using idle = await launchUnwatched({ extensions: [nothing.path], profile: third.path });
  await using listener = await launchUnwatched({ extensions: [listening.path], profile: fourth.path });
  const browsers = { bare, control, idle, listener, latchkey };
  for (const [name, browser] of Object.entries(browsers)) await site.invite(browser, name);
  await step('Where Latchkey is, a private page opens', () =>
    site.load('latchkey', `${server.alice.pod}private/only.html`),
  );
  const all: Loads[] = [];
  for (const [host, what] of Object.entries(HOSTS)) {
    const url = site.pageAt(host);
    const sides = [
      { name: 'without', browser: 'bare', url },
      { name: 'without, again', browser: 'control', url },
      { name: 'with an extension that may do the same and does nothing', browser: 'idle', url },
      { name: 'with one that listens, too', browser: 'listener', url },
      { name: 'with Latchkey', browser: 'latchkey', url },
    ];
    all.push(await race(site, what, sides));
  }
  return all;
}

/** A page in the pod, whose own site is connected: public without Latchkey and with it, and private. */
async function inPod(server: SolidServer, site: LoadSite): Promise<Loads & { readonly version: string }> {
  const { pod } = server.alice;
  await using profile = await profileOf(server, new URL(pod).origin);
  await using empty = await temporaryDirectory('bench');
  await using latchkey = await launchUnwatched({ extensions: [EXTENSION], profile: profile.path });
  await using bare = await launchUnwatched({ extensions: [], profile: empty.path });
  for (const [name, browser] of Object.entries({ bare, latchkey })) await site.invite(browser, name);
  const [open, shut] = [`${pod}public/gallery.html`, `${pod}private/gallery.html`];
  const loads = await race(site, `a page of ${PICTURES} pictures in the pod`, [
    { name: 'public, without', browser: 'bare', url: open },
    { name: 'public, with Latchkey', browser: 'latchkey', url: open },
    { name: 'private, signed', browser: 'latchkey', url: shut },
  ]);
  return { ...loads, version: latchkey.version };
}

/** A profile in which Alice has signed in to Latchkey and allowed a site: `launchUnwatched` opens it. */
async function profileOf(server: SolidServer, site: string): Promise<TemporaryDirectory> {
  const profile = await temporaryDirectory('bench');
  await using browser = await launch({ extension: EXTENSION, profile: profile.path, headless: true });
  await step(`Alice is signed in, and has allowed ${site}`, async () => {
    await grantedBefore(browser, 'http://*.localhost/*');
    await allowSite(browser, server.url, server.alice, site, [server.alice.pod]);
  });
  return profile;
}

async function race(site: LoadSite, title: string, sides: readonly Side[]): Promise<Loads> {
  const measured = sides.map(({ name }) => ({ name, loadings: [] as Loading[] }));
  await step(`${title}: each is loaded ${ROUNDS} times`, async () => {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      // Nobody always comes first.
      for (let turn = 0; turn < sides.length; turn += 1) {
        const index = (round + WARM_UP + turn) % sides.length;
        const [side, kept] = [sides[index], measured[index]];
        if (side === undefined) continue;
        const loading = await site.load(side.browser, side.url);
        if (round >= 0) kept?.loadings.push(loading);
      }
    }
  });
  tell('', measured.map(timesOf));
  return { title, sides: measured };
}

async function fill(server: SolidServer, site: LoadSite): Promise<void> {
  await fillPods(server);
  const { alice, url } = server;
  const fetch = await ownerFetch(url, alice);
  const picture = landscape(alice.hue);
  const files = [
    ['private/only.html', 'text/html', reporting(site.origin, '')],
    ...['private/', 'public/'].flatMap((folder) => [
      [`${folder}gallery.html`, 'text/html', galleryPage(site.origin, PICTURES)] as const,
      ...Array.from({ length: PICTURES }, (_, i) => [`${folder}${i}.png`, 'image/png', picture] as const),
    ]),
  ] as const;
  for (const [path, type, body] of files) {
    const { ok, status } = await fetch(alice.pod + path, {
      method: 'PUT',
      headers: { 'content-type': type },
      body,
    });
    if (!ok) throw new Error(`PUT ${path} answered ${status}`);
  }
}

import type { Page } from 'playwright-core';
import type { Chromium } from '../browser.ts';
import { keepValues } from '../kept-values.ts';
import { Line } from '../line.ts';
import type { Person } from '../people.ts';
import { grantedBefore } from '../permissions.ts';
import { allowPods, openPopup, switchTo } from '../popup.ts';
import { opened, providerIn, type Site, startSite } from '../site.ts';
import { type StrictServers, startStrictServers } from '../strict-servers.ts';
import { signInAtIssuer } from '../strict-sign-in.ts';

/** Seconds: a token is renewed half a minute before its end, so this makes it ten seconds of use. */
const TOKEN_LIFETIME = 40;

/** Somebody with an issuer and a pod of their own. */
export interface Someone {
  readonly person: Person;
  readonly servers: StrictServers;
}

/** A site in its tab, and who the person is to it; null where it is not connected. */
export interface SoakSite {
  readonly site: Site;
  readonly tab: Page;
  readonly as: Someone | null;
}

/** Three identities, five sites, and a line to all servers that can be cut. */
export interface SoakWorld extends AsyncDisposable {
  readonly browser: Chromium;
  readonly popup: Page;
  readonly line: Line;
  readonly people: readonly [Someone, Someone, Someone];
  readonly sites: readonly [SoakSite, ...SoakSite[]];
}

/**
 * Signs three people in, and lets four of five sites read and add in the pod of one of them.
 *
 * @param rotates whether each refresh token serves once: a line that is cut may then cost a session
 */
export async function openSoakWorld(browser: Chromium, rotates = false): Promise<SoakWorld> {
  const line = new Line();
  const start = async (name: 'alice' | 'bob'): Promise<Someone> => {
    const servers = await startStrictServers({
      issuer: { lifetimes: { accessToken: TOKEN_LIFETIME }, rotates },
      line,
    });
    return { person: servers[name], servers };
  };
  const people = [await start('alice'), await start('bob'), await start('alice')] as const;
  await grantedBefore(browser);
  const popup = await openPopup(browser);
  for (const { person, servers } of people) await signInAtIssuer(browser, popup, servers.issuer.url, person);
  await allowPods(popup);
  const [first, second, third] = people;
  const sites = await openSites(browser, popup, [first, first, second, third, null]);
  return {
    ...{ browser, popup, line, people, sites },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await Promise.all([...people.map(({ servers }) => servers), ...sites.map(({ site }) => site)].map(end));
    },
  };
}

const end = (server: AsyncDisposable) => server[Symbol.asyncDispose]();

async function openSites(
  browser: Chromium,
  popup: Page,
  all: readonly [Someone | null, ...(Someone | null)[]],
): Promise<readonly [SoakSite, ...SoakSite[]]> {
  const connected = await Promise.all(all.map(async (as) => ({ as, site: await startSite() })));
  await connect(popup, connected);
  const open = async ({ as, site }: (typeof connected)[number]): Promise<SoakSite> => {
    const tab = await opened(browser, site.url);
    if (as !== null) await providerIn(tab);
    return { as, site, tab };
  };
  const [first, ...others] = connected;
  if (first === undefined) throw new Error('There is no site.');
  return [await open(first), ...(await Promise.all(others.map(open)))];
}

/** Puts grants in place, as if the person had always allowed the sites. */
async function connect(
  popup: Page,
  sites: readonly { readonly as: Someone | null; readonly site: Site }[],
): Promise<void> {
  const connected = sites.flatMap(({ as, site }) => (as === null ? [] : [{ as, site: site.origin }]));
  const identityOf = ({ person, servers }: Someone) => `${person.webId} ${servers.issuer.url}`;
  const grants = connected.map(({ as, site }) => ({
    ...{ site, identity: identityOf(as), storage: as.person.pod, modes: ['read', 'append'] },
    ...{ lifetime: { until: 'revoked' }, createdAt: 1, usedAt: null },
  }));
  const chosen = Object.fromEntries(connected.map(({ as, site }) => [site, identityOf(as)]));
  await keepValues(popup, { grants, 'site-identities': chosen });
  // Written behind the worker's back: a change of identity has it look again.
  const [, second] = connected
    .map(({ as }) => as.person.name)
    .filter((name, i, all) => all.indexOf(name) === i);
  await switchTo(popup, 'Anonymous');
  await switchTo(popup, second ?? 'Anonymous');
}

import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { Browser } from '../../test/world/browser.ts';
import { keepValues } from '../../test/world/kept-values.ts';
import type { Handler } from '../../test/world/listener.ts';
import { saysYes } from '../../test/world/pages.ts';
import type { Person } from '../../test/world/people.ts';
import { grantedBefore } from '../../test/world/permissions.ts';
import { allowPods, openPopup, signIn, switchTo } from '../../test/world/popup.ts';
import { shown } from '../../test/world/sign-in-page.ts';
import { opened, type Site, toldOf } from '../../test/world/site.ts';
import type { SolidServer } from '../../test/world/solid-server.ts';
import { step } from '../terminal.ts';
import { LIBRARIES } from './race.ts';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bench</title>
<link rel="icon" href="data:,">
<script type="module" src="/bench.js"></script>
<h1>Bench</h1>
`;

/** The page that is measured, with its script in one file as a site would ship it. */
export async function bundledPage(): Promise<Handler> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome131',
      lib: { entry: 'scripts/bench/page.ts', formats: ['es'], fileName: 'bench' },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (output === undefined || !('output' in output)) throw new Error('The page’s script was not built.');
  const [{ code }] = output.output;
  return ({ url }, response) => {
    const isScript = url === '/bench.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? code : PAGE);
  };
}

/** Signs a person in to Latchkey and puts grants in place as if she had always allowed the site. */
export async function allowSite(
  browser: Browser,
  issuer: string,
  person: Person,
  site: string,
  storages: readonly string[],
): Promise<void> {
  await grantedBefore(browser);
  const popup = await openPopup(browser);
  await signIn(browser, popup, issuer, person);
  await allowPods(popup);
  const grants = storages.map((storage) => ({
    site,
    identity: `${person.webId} ${issuer}`,
    storage,
    modes: ['read', 'append', 'write'],
    lifetime: { until: 'revoked' },
    createdAt: 1,
    usedAt: null,
  }));
  await keepValues(popup, { grants });
  // Written behind the worker's back: a change of identity has it look again.
  await switchTo(popup, 'Anonymous');
  await switchTo(popup, person.name);
  await popup.close();
}

/** A page of a site that Alice is signed in for, and that may use one storage; it knows her. */
export async function connectedPage(
  browser: Browser,
  server: SolidServer,
  site: Site,
  storage: string,
): Promise<Page> {
  await step('Alice is signed in, and the site is allowed', () =>
    allowSite(browser, server.url, server.alice, site.origin, [storage]),
  );
  const tab = await opened(browser, site.url);
  await toldOf(tab, server.alice.webId);
  return tab;
}

/** Signs a person in to the page by each library, as any app would: at the server's pages, and back. */
export async function signInToSite(tab: Page, site: string, issuer: string, person: Person): Promise<void> {
  // Inrupt's library forgets a session when its page is left: it comes last.
  for (const library of LIBRARIES.toReversed()) {
    await tab.goto(site);
    await tab.evaluate(([by, url]) => void window.bench?.signIn(by, url), [library, issuer] as const);
    await tab.waitForURL((url) => url.href.startsWith(issuer));
    await consent(tab, person);
    await tab.waitForURL((url) => url.href.startsWith(site));
    const isSignedIn = async ([by, webId]: readonly [typeof library, string]) => {
      const who = await window.bench?.signedInAs();
      return who?.[by] === webId && who.latchkey === webId;
    };
    await saysYes(tab, isSignedIn, [library, person.webId]);
  }
}

/** Goes through the pages of a Community Solid Server, which asks for the password once in a browser. */
async function consent(tab: Page, { email, password, webId }: Person): Promise<void> {
  await shown(tab);
  if (await tab.locator('#email').isVisible()) {
    await tab.locator('#email').fill(email);
    await tab.locator('#password').fill(password);
    await tab.getByRole('button', { name: 'Log in' }).click();
  }
  const choice = tab.locator(`input[name=webId][value="${webId}"]`);
  await choice.waitFor();
  await shown(tab);
  await choice.check();
  await tab.locator('#authorize').click();
}

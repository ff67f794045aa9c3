import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { Browser } from '../test/world/browser.ts';
import type { Handler } from '../test/world/listener.ts';
import { saysYes } from '../test/world/pages.ts';
import type { Person } from '../test/world/people.ts';
import { grantedBefore } from '../test/world/permissions.ts';
import { allowPods, openPopup, signIn, switchTo } from '../test/world/popup.ts';

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
      lib: { entry: 'scripts/bench-page.ts', formats: ['es'], fileName: 'bench' },
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
  await popup.evaluate((value) => chrome.storage.local.set({ grants: { version: 1, value } }), grants);
  // Written behind the worker's back: a change of identity has it look again.
  await switchTo(popup, 'Anonymous');
  await switchTo(popup, person.name);
  await popup.close();
}

/** Signs a person in to the page by Inrupt's library, as any app would: at the server's pages, and back. */
export async function signInToSite(tab: Page, site: string, issuer: string, person: Person): Promise<void> {
  await tab.goto(site);
  await tab.evaluate((url) => void window.bench?.signIn(url), issuer);
  await tab.waitForURL((url) => url.href.startsWith(issuer));
  const form = tab.locator('#email, #authorize').filter({ visible: true }).first();
  await form.waitFor();
  await tab.waitForLoadState('networkidle');
  if (await tab.locator('#email').isVisible()) {
    await tab.locator('#email').fill(person.email);
    await tab.locator('#password').fill(person.password);
    await tab.getByRole('button', { name: 'Log in' }).click();
  }
  const choice = tab.locator(`input[name=webId][value="${person.webId}"]`);
  await choice.waitFor();
  await tab.waitForLoadState('networkidle');
  await choice.check();
  await tab.locator('#authorize').click();
  await tab.waitForURL((url) => url.href.startsWith(site));
  const isSignedIn = async (webId: string) => {
    const who = await window.bench?.signedInAs();
    return who?.inrupt === webId && who.latchkey === webId;
  };
  await saysYes(tab, isSignedIn, person.webId);
}

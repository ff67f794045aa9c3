import type { Page } from 'playwright-core';
import { closing, pageAt } from '../world/pages.ts';
import type { Person } from '../world/people.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods } from '../world/popup.ts';
import { type StrictOptions, type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { openScene, type Scene } from './scene.ts';

/** A browser in which nobody is signed in yet, and servers that check whatever servers can check. */
export interface StrictScene extends AsyncDisposable {
  readonly servers: StrictServers;
  readonly scene: Scene;
}

export async function openStrictScene(options?: StrictOptions): Promise<StrictScene> {
  const servers = await startStrictServers(options);
  const scene = await openScene();
  await grantedBefore(scene.browser);
  return {
    servers,
    scene,
    async [Symbol.asyncDispose]() {
      await scene[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    },
  };
}

/** Alice signs in at the issuer's own pages, and lets Latchkey open pods. */
export async function signInStrictly({ servers, scene: { popup, browser } }: StrictScene): Promise<void> {
  await popup.getByRole('textbox', { name: 'WebID, pod or issuer' }).fill(servers.alice.webId);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  const page = pageAt(browser.context, `${servers.issuer.url}/sign-in/`);
  const trust = popup.getByRole('button', { name: 'Trust and sign in' });
  // An issuer that is trusted already is not asked about.
  const asked = trust.waitFor().catch(() => undefined);
  await Promise.race([page, asked]);
  if (await trust.isVisible()) await trust.click();
  await passIssuersPages(await page, servers.alice);
  await popup.getByRole('radio', { name: servers.alice.name, checked: true }).waitFor();
  await allowPods(popup);
}

/** Does at the issuer's own pages what they ask for: name and password where they do not know her, and her consent. */
export async function passIssuersPages(page: Page, { username, password }: Person): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Username' });
  const allow = page.getByRole('button', { name: 'Allow' });
  await name.or(allow).waitFor();
  if (await name.isVisible()) {
    await name.fill(username);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await closing(page, () => allow.click());
}

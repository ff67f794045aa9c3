import { pageAt } from '../world/pages.ts';
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
  await popup.getByRole('button', { name: 'Trust and sign in' }).click();
  const page = await pageAt(browser.context, `${servers.issuer.url}/sign-in/`);
  await page.getByRole('textbox', { name: 'Username' }).fill(servers.alice.username);
  await page.getByRole('textbox', { name: 'Password' }).fill(servers.alice.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const closed = page.waitForEvent('close');
  await page.getByRole('button', { name: 'Allow' }).click();
  await closed;
  await popup.getByRole('radio', { name: servers.alice.name, checked: true }).waitFor();
  await allowPods(popup);
}

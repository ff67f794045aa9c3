import { grantedBefore } from '../world/permissions.ts';
import { allowPods } from '../world/popup.ts';
import { type StrictOptions, type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { signInAtIssuer } from '../world/strict-sign-in.ts';
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
  await signInAtIssuer(browser, popup, servers.issuer.url, servers.alice);
  await allowPods(popup);
}

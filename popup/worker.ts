import { LatchkeyError } from '../src/domain/errors.ts';
import type { SiteView } from '../src/domain/view.ts';
import { call } from '../src/messaging/client.ts';
import { browser } from '../src/platform/browser.ts';
import { hostOf } from '../src/ui/host.ts';
import { requestHosts } from '../src/ui/host-permission.ts';
import { examinationHash, hashOf } from '../src/ui/place.ts';
import { dismissFailure, follow, signInActions, unlockActions } from '../src/ui/worker.ts';
import type { Actions } from './actions.ts';
import { developerActions } from './developers/worker.ts';
import { goTo } from './place.ts';

/** The popup's actions, done by the worker and the browser. */
export const actions: Actions = {
  ...signInActions,
  ...developerActions,
  ...unlockActions,
  lock: () => follow(call('lock', {})),
  signIn: (input) => follow(call('signIn', { input })),
  signInAgain: (id) => follow(call('signInAgain', { id })),
  switchIdentity: (id) => follow(call('switchIdentity', { id })),
  signOut: (id) => follow(call('signOut', { id })),
  signOutEverywhere: () => follow(call('signOutEverywhere', {})),
  signOutAt: (issuer) => follow(call('signOutAt', { issuer })),
  staySignedInAt: (issuer) => follow(call('staySignedInAt', { issuer })),
  forget: (id) => follow(call('forget', { id })),
  connectSite: (site, pods) => follow(connect(site, pods)),
  disconnectSite: (site) => follow(call('disconnectSite', { site })),
  chooseForSite: (site, identity) => follow(call('chooseForSite', { site, identity })),
  usePrivateWindows: (used) => follow(call('usePrivateWindows', { used })),
  reloadTab: (tabId) => follow(browser.tabs.reload(tabId).then(() => close())),
  goTo,
  openPod: (pod) => follow(requestHosts([pod])),
  letOnto: (hosts) => follow(requestHosts(hosts)),
  openOptions: () => follow(browser.runtime.openOptionsPage()),
  openPods: () => follow(openOptionsAt(hashOf('pods'))),
  examine: (address) => follow(openOptionsAt(examinationHash(address))),
  dismissFailure,
};

/** A site's pages, and the pods that it is about, are Latchkey's to reach only where the browser says so, too. */
async function connect(
  { site, tabId }: Pick<SiteView, 'site' | 'tabId'>,
  pods: readonly string[],
): Promise<void> {
  if (!(await requestHosts([site, ...pods]))) throw new LatchkeyError('permission-missing', hostOf(site));
  await call('connectSite', { tabId });
}

/** `openOptionsPage` knows no fragment, so a place in the options gets a tab of its own. */
function openOptionsAt(hash: string): Promise<unknown> {
  return browser.tabs.create({ url: browser.runtime.getURL(`options/index.html${hash}`) });
}

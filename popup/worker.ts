import { signal } from '@preact/signals';
import { type Failure, LatchkeyError, toFailure } from '../src/domain/errors.ts';
import { hostPattern, type StorageRoot } from '../src/domain/pod.ts';
import type { View } from '../src/domain/view.ts';
import { call } from '../src/messaging/client.ts';
import { browser } from '../src/platform/browser.ts';
import { hostOf } from '../src/ui/host.ts';
import type { Actions } from './actions.ts';

/** The worker's view, null until its first one. */
export const view = signal<View | null>(null);

/** The failure of the last action, null while there is none. */
export const failure = signal<Failure | null>(null);

/** The popup's actions, done by the worker and the browser. */
export const actions: Actions = {
  signIn: (input) => follow(call('signIn', { input })),
  signInAgain: (id) => follow(call('signInAgain', { id })),
  chooseIssuer: (issuer) => follow(call('chooseIssuer', { issuer })),
  trustIssuer: (issuer) => follow(call('trustIssuer', { issuer })),
  dismissSignIn: () => follow(call('dismissSignIn', {})),
  switchIdentity: (id) => follow(call('switchIdentity', { id })),
  signOut: (id) => follow(call('signOut', { id })),
  forget: (id) => follow(call('forget', { id })),
  connectSite: (tabId) => follow(call('connectSite', { tabId })),
  disconnectSite: (site) => follow(call('disconnectSite', { site })),
  openPod: (pod) => follow(requestHost(pod)),
  dismissFailure: () => {
    failure.value = null;
  },
};

function follow(work: Promise<unknown>): void {
  failure.value = null;
  work.catch((error: unknown) => {
    failure.value = toFailure(error);
  });
}

/** Browsers ask only within the click itself, so nothing may be awaited before the request. */
function requestHost(pod: StorageRoot): Promise<unknown> {
  return browser.permissions.request({ origins: [hostPattern(pod)] }).catch((error: unknown) => {
    throw new LatchkeyError('permission-missing', hostOf(pod), error);
  });
}

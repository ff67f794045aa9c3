import { parseTyped } from '../src/domain/address.ts';
import { LatchkeyError } from '../src/domain/errors.ts';
import { parseStorageRoot, type StorageRoot } from '../src/domain/pod.ts';
import { call } from '../src/messaging/client.ts';
import { browser } from '../src/platform/browser.ts';
import { hostOf } from '../src/ui/host.ts';
import { requestHosts } from '../src/ui/host-permission.ts';
import { dismissFailure, signInActions, unlockActions } from '../src/ui/worker.ts';
import type { Actions } from './actions.ts';

/** The options' actions; what changes anything is done by the worker. */
export const actions: Actions = {
  ...signInActions,
  ...unlockActions,
  lock: () => call('lock', {}),
  setLock: (key, wraps) => call('setLock', { key, wraps: [...wraps] }),
  turnLockOff: (key) => call('turnLockOff', { key }),
  setIdleLock: (idle) => call('setIdleLock', { idle }),
  addIssuer: (address) => call('addIssuer', { address }),
  removeIssuer: (issuer) => call('removeIssuer', { issuer }),
  // Nothing of it is the worker's business: it reads what everybody may read, and keeps nothing.
  examineIssuer: async (address) => {
    const { examineIssuer } = await import('../src/inspect/examination.ts');
    return await examineIssuer(parseTyped(address));
  },
  setLegacy: (issuer, legacy) => call('setLegacy', { issuer, legacy }),
  chooseClient: (issuer, choice, secret) => call('chooseClient', { issuer, choice, secret }),
  checkClientDocument: (clientId) => call('checkClientDocument', { clientId }),
  signInWithCredentials: (credentials) => call('signInWithCredentials', credentials),
  addPod,
  removePod: (storage) => call('removePod', { storage }),
  setPodPolicy: (storage, policy) => call('setPodPolicy', { storage, policy }),
  setPodIdentity: (storage, identity) => call('setPodIdentity', { storage, identity }),
  revokeGrant: ({ site, identity, storage }) => call('revokeGrant', { site, identity, storage }),
  disconnectSite: (site) => call('disconnectSite', { site }),
  offerEverywhere,
  usePrivateWindows: (used) => call('usePrivateWindows', { used }),
  go: (hash) => {
    location.hash = hash;
  },
  dismissFailure,
};

/** A pod is Latchkey's to reach only where the browser says so, too: it is asked within the click. */
async function addPod(address: string): Promise<StorageRoot> {
  const storage = parseStorageRoot(parseTyped(address).href);
  if (!(await requestHosts([storage]))) throw new LatchkeyError('permission-missing', hostOf(storage));
  return await call('addPod', { address });
}

/** Browsers ask only within the click itself, so nothing may be awaited before the request. */
async function offerEverywhere(everywhere: boolean): Promise<void> {
  if (everywhere && !(await requestEverySite())) throw new LatchkeyError('permission-missing', 'every site');
  await call('offerEverywhere', { everywhere });
}

function requestEverySite(): Promise<boolean> {
  const origins = browser.runtime.getManifest().optional_host_permissions ?? [];
  return browser.permissions.request({ origins: [...origins] });
}

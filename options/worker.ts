import { call } from '../src/messaging/client.ts';
import { dismissFailure, signInActions } from '../src/ui/worker.ts';
import type { Actions } from './actions.ts';

/** The options' actions, done by the worker. */
export const actions: Actions = {
  ...signInActions,
  addIssuer: (address) => call('addIssuer', { address }),
  removeIssuer: (issuer) => call('removeIssuer', { issuer }),
  examineIssuer: (address) => call('examineIssuer', { address }),
  setLegacy: (issuer, legacy) => call('setLegacy', { issuer, legacy }),
  chooseClient: (issuer, choice, secret) => call('chooseClient', { issuer, choice, secret }),
  checkClientDocument: (clientId) => call('checkClientDocument', { clientId }),
  signInWithCredentials: (credentials) => call('signInWithCredentials', credentials),
  go: (hash) => {
    location.hash = hash;
  },
  dismissFailure,
};

import { call, readWholeView } from '../../src/messaging/client.ts';
import { browser } from '../../src/platform/browser.ts';
import { requestHosts } from '../../src/ui/host-permission.ts';
import { openTab } from '../open-tab.ts';
import type { DeveloperActions } from './actions.ts';
import { watchActivity } from './activity-log.ts';
import { download } from './download.ts';

/** What asks servers comes with Turtle and signatures, which nobody needs who never opens the inspector. */
const outside = () => import('./outside.ts');

/** What the developers' tabs ask for, done by the worker, the browser and this page. */
export const developerActions: DeveloperActions = {
  inspect: (id) => call('inspect', { id }),
  sign: (request) => call('sign', request),
  judge: (request) => call('judge', request),
  issuersNamedBy: async (webId) => (await outside()).issuersNamedBy(webId),
  verifySignature: async (token, issuer) => (await outside()).verifySignature(token, issuer),
  send: async (request) => (await outside()).send(request),
  allowHost: (url) => requestHosts([url]),
  knownPods: async () => (await readWholeView()).pods.map(({ storage }) => storage),
  openAddress: async () => (await openTab())?.url ?? null,
  watchActivity,
  clearActivity: () => call('clearActivity', {}),
  pauseActivity: (paused) => call('pauseActivity', { paused }),
  download,
  version: () => browser.runtime.getManifest().version,
  explain: async (...asked) => (await import('./explaining.ts')).explainHere(...asked),
};

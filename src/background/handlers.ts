import { chooseClient } from '../identities/clients.ts';
import * as locking from '../identities/lock.ts';
import * as signIn from '../identities/sign-in.ts';
import { signOutAt, staySignedInAt } from '../identities/sign-out.ts';
import type { Handlers } from '../messaging/server.ts';
import { clearActivity, pauseActivity } from './activity.ts';
import { inspect, judge, signFor } from './developers.ts';
import { addIssuer, checkDocument, setLegacy } from './issuers.ts';
import { chooseIdleLock, lock, startOver, unlock } from './lock.ts';
import { distrust, forget, signOut, signOutEverywhere, switchTo } from './people.ts';
import { addPod, removePod, setPodIdentity, setPodPolicy } from './pods.ts';
import { usedInPrivate } from './private-windows.ts';
import { voiding } from './signing.ts';
import { disconnectSite } from './site-access.ts';
import { offerEverywhere } from './site-pages.ts';
import {
  answerApproval,
  connectSite,
  denyAll,
  nextQuestion,
  pageRefused,
  revoke,
  setIdentity,
} from './sites.ts';
import { unreachedOf } from './view.ts';

/** What the worker does upon each message. */
export const handlers: Handlers = {
  signIn: ({ input }) => signIn.signIn(input),
  signInWithCredentials: ({ input, ...credentials }) => signIn.signIn(input, credentials),
  signInAgain: ({ id }) => signIn.signInAgain(id),
  chooseIssuer: ({ issuer }) => signIn.chooseIssuer(issuer),
  trustIssuer: ({ issuer }) => signIn.trustIssuer(issuer),
  allowLegacy: ({ issuer }) => signIn.allowLegacy(issuer),
  dismissSignIn: signIn.dismissSignIn,
  switchIdentity: ({ id }) => switchTo(id),
  signOut: ({ id }) => signOut(id),
  signOutEverywhere,
  signOutAt: ({ issuer }) => signOutAt(issuer),
  staySignedInAt: ({ issuer }) => staySignedInAt(issuer),
  forget: ({ id }) => forget(id),
  addIssuer: ({ address }) => addIssuer(address),
  removeIssuer: ({ issuer }) => distrust(issuer),
  setLegacy: ({ issuer, legacy }) => setLegacy(issuer, legacy),
  chooseClient: ({ issuer, choice, secret }) => chooseClient(issuer, choice, secret),
  checkClientDocument: ({ clientId }) => checkDocument(clientId),
  addPod: ({ address }) => addPod(address),
  removePod: ({ storage }) => removePod(storage),
  setPodPolicy: ({ storage, policy }) => setPodPolicy(storage, policy),
  setPodIdentity: ({ storage, identity }) => setPodIdentity(storage, identity),
  connectSite: ({ tabId }) => connectSite(tabId),
  disconnectSite: ({ site }) => disconnectSite(site),
  revokeGrant: revoke,
  chooseForSite: ({ site, identity }) => setIdentity(site, identity),
  usePrivateWindows: ({ used }) => voiding(() => usedInPrivate.update(() => used)),
  offerEverywhere: ({ everywhere }) => offerEverywhere(everywhere),
  nextApproval: nextQuestion,
  answerApproval: ({ approval, ...reply }) => answerApproval(approval, reply),
  denyAll,
  inspect: ({ id }) => inspect(id),
  sign: ({ id, method, url, nonce, date }) => signFor(id, method, url, nonce, date),
  judge,
  setLock: ({ key, wraps }) => locking.setLock(key, wraps),
  turnLockOff: ({ key }) => locking.turnLockOff(key),
  setIdleLock: ({ idle }) => chooseIdleLock(idle),
  lock,
  unlock: ({ key }) => unlock(key),
  startOver,
  closedOf: ({ urls }) => unreachedOf(urls),
  clearActivity,
  pauseActivity: ({ paused }) => pauseActivity(paused),
  pageRefused: (_, sender) => pageRefused(sender),
};

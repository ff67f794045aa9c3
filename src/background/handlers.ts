import { getIdentity } from '../identities/identities.ts';
import { chooseIssuer, dismissSignIn, signIn, signInAgain, trustIssuer } from '../identities/sign-in.ts';
import type { Handlers } from '../messaging/server.ts';
import { forget, signOut, switchTo } from './people.ts';
import { answerApproval, connectSite, describeApproval, disconnectSite, pageRefused } from './sites.ts';

/** What the worker does upon each message. */
export const handlers: Handlers = {
  signIn: ({ input }) => signIn(input),
  signInAgain: async ({ id }) => {
    const { webId, issuer } = await getIdentity(id);
    signInAgain(webId, issuer);
  },
  chooseIssuer: ({ issuer }) => chooseIssuer(issuer),
  trustIssuer: ({ issuer }) => trustIssuer(issuer),
  dismissSignIn: () => dismissSignIn(),
  switchIdentity: ({ id }) => switchTo(id),
  signOut: ({ id }) => signOut(id),
  forget: ({ id }) => forget(id),
  connectSite: ({ tabId }) => connectSite(tabId),
  disconnectSite: ({ site }) => disconnectSite(site),
  readApproval: ({ approval }) => describeApproval(approval),
  answerApproval: ({ approval, answer }) => answerApproval(approval, answer),
  pageRefused: (_, sender) => pageRefused(sender),
};

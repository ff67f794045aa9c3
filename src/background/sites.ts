import { LatchkeyError } from '../domain/errors.ts';
import type { Access, Grant, Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { ApprovalReply, ApprovalView } from '../domain/view.ts';
import { activeIdentity, knownPods } from '../identities/identities.ts';
import type { Sender } from '../messaging/server.ts';
import {
  type Approval,
  ask,
  deny,
  lifetimeOf,
  nextApproval,
  onWindowClosed,
  readApproval,
  take,
  withdraw,
} from '../sites/approvals.ts';
import { frames } from '../sites/frames.ts';
import { addGrants, revokeGrant } from '../sites/grants.ts';
import { chooseForSite } from '../sites/identities.ts';
import { accessWanted, wantedIn } from '../sites/wanted.ts';
import { everyGrant } from './grants.ts';
import { authority, signing, voiding } from './signing.ts';
import { assertSignedIn, identityFor } from './site-access.ts';
import { passOn, settle } from './site-logins.ts';
import { documentIn, injectProvider, isDocumentIn, siteIn } from './site-pages.ts';
import { mark } from './toolbar.ts';
import { isPodHost } from './view.ts';

/**
 * The person connects the site of a tab: to what its page wanted, else to their own pods. The page sees Latchkey
 * from now on.
 *
 * @throws LatchkeyError `login-required` while nobody is signed in, `site-unavailable` where a tab shows no site
 */
export async function connectSite(tabId: number): Promise<void> {
  const site = await siteIn(tabId);
  const documentId = site === null ? null : await documentIn(tabId);
  if (site === null || documentId === null) throw new LatchkeyError('site-unavailable');
  const identity = await identityFor(site);
  if (identity === null) throw new LatchkeyError('login-required');
  await assertSignedIn(identity);
  await injectProvider(tabId);
  const access = await wantedAccess(tabId, site);
  const question = { site, documentId, tabId, identity, access, reason: null };
  await ask(question, { byPerson: true, onAsked: passOn });
}

/** What a page was refused; null where it has asked for nothing. */
async function wantedAccess(tabId: number, site: Site): Promise<readonly Access[] | null> {
  const [wanted, { pods }] = await Promise.all([wantedIn(tabId), authority()]);
  if (wanted?.site !== site) return null;
  const access = accessWanted(wanted.requests, pods);
  return access.length > 0 ? access : null;
}

/** Revokes one grant; what was prepared under it is void. */
export async function revoke(grant: Pick<Grant, 'site' | 'identity' | 'storage'>): Promise<void> {
  await voiding(() => revokeGrant(grant));
}

/** Makes the person somebody else to a site; null follows the active identity. */
export async function setIdentity(site: Site, identity: IdentityId | null): Promise<void> {
  await voiding(() => chooseForSite(site, identity));
}

/** The question to put next, as the approval window shows it. */
export async function nextQuestion(): Promise<ApprovalView | null> {
  const { approval, waiting } = await nextApproval();
  if (approval === null) return null;
  const { id, site, identity, access, reason } = approval;
  const [pods, grants] = await Promise.all([knownPods(), everyGrant()]);
  const isFirst = grants.every((grant) => grant.site !== site);
  return { id, site, identity, access, reason, isPodHost: isPodHost(site, pods), isFirst, waiting };
}

/**
 * Takes an answer and gives the page what it was just allowed. The page that asked must still be there, and the
 * person still be who they were.
 *
 * @throws LatchkeyError `approval-gone`, `login-required`
 */
export async function answerApproval(id: string, reply: ApprovalReply): Promise<void> {
  if (reply.answer === 'deny') {
    await settle(await deny(id), 'user-rejected');
    return;
  }
  const asked = await readApproval(id);
  const { identity } = reply;
  if (identity === null || reply.access.length === 0) throw new LatchkeyError('login-required');
  await assertSignedIn(identity);
  if (!(await isThere(asked))) {
    await settle(await take(id), 'interrupted');
    throw new LatchkeyError('approval-gone');
  }
  await take(id);
  await allow(asked, identity, reply);
  await settle(asked, 'allowed');
}

/** A page whose bridge is connected is there; of any other, the browser is asked. */
async function isThere({ tabId, documentId }: Approval): Promise<boolean> {
  const isConnected = frames().some(({ sender }) => sender.documentId === documentId);
  return isConnected || (await isDocumentIn(tabId, documentId));
}

async function allow({ site, documentId, tabId }: Approval, identity: IdentityId, reply: ApprovalReply) {
  if (reply.answer === 'deny') return;
  const lifetime = lifetimeOf(reply.answer, documentId);
  const created = { site, identity, lifetime, createdAt: Date.now(), usedAt: null };
  await addGrants(reply.access.map((access): Grant => ({ ...created, ...access })));
  await chooseForSite(site, identity === (await activeIdentity()) ? null : identity);
  await giveWanted(tabId, site, documentId);
}

/** Denies every question that waits. */
export async function denyAll(): Promise<void> {
  for (;;) {
    const { approval } = await nextApproval();
    if (approval === null) return;
    await settle(await deny(approval.id), 'user-rejected');
  }
}

/** Withdraws the questions that speak of a person who is no longer the same to the site. */
export async function withdrawIdentified(): Promise<void> {
  for (const approval of await withdraw(({ identity }) => identity !== null))
    await settle(approval, 'interrupted');
}

/** Questions whose window was closed are denied. */
export async function closeQuestions(windowId: number): Promise<void> {
  for (const approval of await onWindowClosed(windowId)) await settle(approval, 'user-rejected');
}

async function giveWanted(tabId: number, site: Site, documentId: string): Promise<void> {
  const wanted = await wantedIn(tabId);
  if (wanted?.documentId !== documentId) return;
  await mark(tabId, '');
  for (const { kind, url } of wanted.requests) {
    // A script that has met with a refusal asks again by itself, or when its page is loaded anew.
    if (kind === 'fetch') continue;
    const isTopFrame = kind !== 'frame' && kind !== 'object';
    const asked = { method: 'GET', site, tabId, isTopFrame, documentId } as const;
    await signing.loadAgain({ ...asked, kind, url: new URL(url) });
  }
}

/** A page of a pod's host was refused: whether a signed load of it stands ready. */
export async function pageRefused({ tabId, url }: Sender): Promise<boolean> {
  return tabId !== null && (await signing.onPageRefused(tabId, url));
}

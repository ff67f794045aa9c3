import { LatchkeyError } from '../domain/errors.ts';
import type { Site } from '../domain/grant.ts';
import { podOf } from '../domain/pod.ts';
import type { ApprovalAnswer, ApprovalView } from '../domain/view.ts';
import { activeIdentity, getIdentity, knownPods, toView } from '../identities/identities.ts';
import type { Sender } from '../messaging/server.ts';
import { chromium } from '../platform/browser.ts';
import { type Approval, answer, ask, readApproval } from '../sites/approvals.ts';
import { listGrants, revokeSite } from '../sites/grants.ts';
import { wantedIn } from '../sites/wanted.ts';
import { authority, signing } from './signing.ts';
import { mark } from './toolbar.ts';
import { isPodHost } from './view.ts';

/**
 * Asks the person whether the page in a tab may have what it wanted.
 *
 * @throws LatchkeyError `login-required` while nobody is signed in, `site-unavailable` where nothing is wanted
 */
export async function connectSite(tabId: number): Promise<void> {
  const { active, pods } = await authority();
  const isSignedIn = active !== null && (await getIdentity(active)).session.state === 'signed-in';
  if (!isSignedIn) throw new LatchkeyError('login-required');
  const wanted = await wantedIn(tabId);
  const storages = new Set((wanted?.requests ?? []).map(({ url }) => podOf(pods, new URL(url))));
  storages.delete(undefined);
  if (wanted === null || storages.size === 0) throw new LatchkeyError('site-unavailable');
  const { site, documentId } = wanted;
  await ask({
    site,
    documentId,
    tabId,
    identity: active,
    storages: [...storages].filter((pod) => pod !== undefined),
  });
}

/** Revokes every grant of a site; what was prepared under them is void. */
export async function disconnectSite(site: Site): Promise<void> {
  await revokeSite(site);
  await signing.voidAll();
}

/**
 * @throws LatchkeyError `approval-gone`
 */
export async function describeApproval(id: string): Promise<ApprovalView> {
  const { site, identity, storages } = await readApproval(id);
  const [record, pods, grants] = await Promise.all([getIdentity(identity), knownPods(), listGrants()]);
  const isFirst = grants.every((grant) => grant.site !== site);
  return { site, identity: toView(record), storages, isPodHost: isPodHost(site, pods), isFirst };
}

/**
 * Takes an answer and gives the page what it was just allowed. The page that asked must still be there, and the
 * person still be who they were.
 *
 * @throws LatchkeyError `approval-gone`
 */
export async function answerApproval(id: string, given: ApprovalAnswer): Promise<void> {
  const asked = await readApproval(id);
  const holds = (await activeIdentity()) === asked.identity && (await isThere(asked));
  await answer(id, holds ? given : 'deny');
  if (!holds) throw new LatchkeyError('approval-gone');
  if (given !== 'deny') await giveWanted(asked);
}

async function isThere({ tabId, documentId }: Approval): Promise<boolean> {
  return await chromium.scripting
    .executeScript({
      target: { tabId, documentIds: [documentId] },
      injectImmediately: true,
      func: () => true,
    })
    .then(
      () => true,
      () => false,
    );
}

async function giveWanted({ tabId, site, documentId }: Approval): Promise<void> {
  const wanted = await wantedIn(tabId);
  if (wanted?.documentId !== documentId) return;
  await mark(tabId, '');
  for (const { kind, url } of wanted.requests) {
    const asked = { method: 'GET', site, tabId, isTopFrame: true, documentId } as const;
    await signing.loadAgain({ ...asked, kind, url: new URL(url) });
  }
}

/** A page of a pod's host was refused: whether a signed load of it stands ready. */
export async function pageRefused({ tabId, url }: Sender): Promise<boolean> {
  return tabId !== null && (await signing.onPageRefused(tabId, url));
}

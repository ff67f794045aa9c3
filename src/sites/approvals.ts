import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import { type Access, type Lifetime, MODES, type Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { StorageRoot } from '../domain/pod.ts';
import type { ApprovalAnswer } from '../domain/view.ts';
import { browser } from '../platform/browser.ts';
import { managed } from '../platform/managed.ts';
import { stored } from '../platform/stored.ts';
import { assertPatient, noteRefusal } from './patience.ts';

/** A question that waits for the person: who asks, in which document, as whom, for what. */
export interface Approval {
  readonly id: string;
  readonly site: Site;
  readonly tabId: number;
  readonly documentId: string;
  /** Null while nobody is signed in: the person does so first, in the same window. */
  readonly identity: IdentityId | null;
  /** Null for the person's own pods, whosever they turn out to be. */
  readonly access: readonly Access[] | null;
  /** The site's own words, if it gave any. */
  readonly reason: string | null;
  /** The page's number for the call that asks; none where the person does. */
  readonly call?: number | undefined;
}

const isText = (value: unknown) => typeof value === 'string';

const ApprovalSchema = v.object({
  id: v.string(),
  site: v.custom<Site>(isText),
  tabId: v.number(),
  documentId: v.string(),
  identity: v.nullable(v.custom<IdentityId>(isText)),
  access: v.nullable(
    v.array(
      v.object({
        storage: v.custom<StorageRoot>(isText),
        modes: v.array(v.picklist(MODES)),
      }),
    ),
  ),
  reason: v.nullable(v.string()),
  call: v.optional(v.number()),
});

/** Questions in the order in which they came, in `storage.session`: they outlive the worker that put them. */
const queue = stored<readonly Approval[]>('session', 'approvals', v.array(ApprovalSchema), []);
/** The one window in which they are put, one after the other. */
const shownIn = stored<number | null>('session', 'approval-window', v.nullable(v.number()), null);

const WINDOW = { type: 'popup', width: 460, height: 660 } as const;
/** More sites than this do not wait: the next is told that Latchkey is busy. */
const MOST = 8;

interface AskOptions {
  readonly byPerson: boolean;
  /** Called before anybody can answer, with the question as it stands, and those whose place it takes. */
  readonly onAsked?: (asked: Approval, replaced: readonly Approval[]) => void;
}

/**
 * Puts a question to the person. A site has one at a time: asked again by the same document, it is the same
 * question; the person's own wish takes the place of whatever the site asked before.
 *
 * @throws LatchkeyError `approval-busy` where another document of the site asks or too many sites wait,
 *   `approval-refused` where the person has said no too often, `site-not-allowed` where the organisation has
 */
export async function ask(question: Omit<Approval, 'id'>, { byPerson, onAsked }: AskOptions): Promise<void> {
  const { site: asking } = question;
  if ((await managed()).blockedSites.includes(asking)) throw new LatchkeyError('site-not-allowed', asking);
  if (!byPerson) await assertPatient(asking);
  const asked = { ...question, id: crypto.randomUUID() };
  let replaced: readonly Approval[] = [];
  const after = await queue.update((all) => {
    replaced = byPerson ? all.filter(({ site }) => site === question.site) : [];
    const others = all.filter((one) => !replaced.includes(one));
    const before = others.find(({ site }) => site === question.site);
    return before !== undefined || others.length >= MOST ? all : [...others, asked];
  });
  const found = after.find(
    ({ site, documentId }) => site === question.site && documentId === question.documentId,
  );
  if (found === undefined) throw new LatchkeyError('approval-busy', question.site);
  onAsked?.(found, replaced);
  await show();
}

/** Brings the window up; one that is there already shows the next question by itself. */
async function show(): Promise<void> {
  await navigator.locks.request('approval-window', async () => {
    const windowId = await shownIn.read();
    if (windowId !== null && (await isOpen(windowId))) return;
    const url = browser.runtime.getURL('popup/approve.html');
    const { id = null } = await browser.windows.create({ ...WINDOW, url }).catch(async (error: unknown) => {
      await queue.update(() => []);
      throw error;
    });
    await shownIn.update(() => id);
  });
}

async function isOpen(windowId: number): Promise<boolean> {
  return await browser.windows.update(windowId, { focused: true }).then(
    () => true,
    () => false,
  );
}

/** The question that is next, and how many wait behind it. */
export async function nextApproval(): Promise<{ approval: Approval | null; waiting: number }> {
  const [approval = null, ...others] = await queue.read();
  return { approval, waiting: others.length };
}

/**
 * @throws LatchkeyError `approval-gone`
 */
export async function readApproval(id: string): Promise<Approval> {
  const approval = (await queue.read()).find((one) => one.id === id);
  if (approval === undefined) throw new LatchkeyError('approval-gone');
  return approval;
}

/**
 * Takes an answer, once, and with it the question out of the queue.
 *
 * @throws LatchkeyError `approval-gone`
 */
export async function take(id: string): Promise<Approval> {
  let taken: Approval | undefined;
  await queue.update((all) => {
    taken = all.find((one) => one.id === id);
    return all.filter((one) => one !== taken);
  });
  if (taken === undefined) throw new LatchkeyError('approval-gone');
  await closeIfDone();
  return taken;
}

/** Takes a question as denied: the site is remembered as one that was refused. */
export async function deny(id: string): Promise<Approval> {
  const approval = await take(id);
  await noteRefusal(approval.site);
  return approval;
}

/** Withdraws the questions that no longer mean what they said; gives them back. */
export async function withdraw(isVoid: (approval: Approval) => boolean): Promise<readonly Approval[]> {
  let gone: readonly Approval[] = [];
  await queue.update((all) => {
    gone = all.filter(isVoid);
    return gone.length === 0 ? all : all.filter((one) => !isVoid(one));
  });
  if (gone.length > 0) await closeIfDone();
  return gone;
}

/** Questions whose window was closed are denied; gives them back. */
export async function onWindowClosed(windowId: number): Promise<readonly Approval[]> {
  if ((await shownIn.read()) !== windowId) return [];
  await shownIn.update(() => null);
  const denied = await withdraw(() => true);
  for (const { site } of denied) await noteRefusal(site);
  return denied;
}

async function closeIfDone(): Promise<void> {
  const windowId = await shownIn.read();
  if (windowId === null || (await queue.read()).length > 0) return;
  await shownIn.update(() => null);
  // The person may have closed it already.
  await browser.windows.remove(windowId).catch(() => undefined);
}

/** How long what was allowed lasts. */
export function lifetimeOf(given: Exclude<ApprovalAnswer, 'deny'>, documentId: string): Lifetime {
  if (given === 'once') return { until: 'document', documentId };
  return { until: given === 'always' ? 'revoked' : 'sign-out' };
}

import * as v from 'valibot';
import { LatchkeyError } from '../domain/errors.ts';
import type { Grant, Lifetime, Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { StorageRoot } from '../domain/pod.ts';
import type { ApprovalAnswer } from '../domain/view.ts';
import { browser } from '../platform/browser.ts';
import { stored } from '../platform/stored.ts';
import { addGrants } from './grants.ts';

/** A question that waits for the person: who asks, in which document, as whom, for what. */
export interface Approval {
  readonly site: Site;
  readonly tabId: number;
  readonly documentId: string;
  readonly identity: IdentityId;
  readonly storages: readonly StorageRoot[];
  readonly windowId: number | null;
}

const isText = (value: unknown) => typeof value === 'string';

const ApprovalSchema = v.object({
  site: v.custom<Site>(isText),
  tabId: v.number(),
  documentId: v.string(),
  identity: v.custom<IdentityId>(isText),
  storages: v.array(v.custom<StorageRoot>(isText)),
  windowId: v.nullable(v.number()),
});

/** In `storage.session`, so that a question outlives the worker that put it. */
const pending = stored<Readonly<Record<string, Approval>>>(
  'session',
  'approvals',
  v.record(v.string(), ApprovalSchema),
  {},
);

const WINDOW = { type: 'popup', width: 460, height: 660 } as const;

/** Puts a question to the person in a window of its own; a site has one at a time. */
export async function ask(question: Omit<Approval, 'windowId'>): Promise<void> {
  for (const [id, approval] of Object.entries(await pending.read())) {
    if (approval.site === question.site) await withdraw(id);
  }
  const id = crypto.randomUUID();
  await pending.update((all) => ({ ...all, [id]: { ...question, windowId: null } }));
  const url = browser.runtime.getURL(`popup/approve.html?approval=${id}`);
  const { id: windowId = null } = await browser.windows
    .create({ ...WINDOW, url })
    .catch(async (error: unknown) => {
      await take(id);
      throw error;
    });
  await pending.update((all) => (all[id] === undefined ? all : { ...all, [id]: { ...all[id], windowId } }));
}

/**
 * @throws LatchkeyError `approval-gone`
 */
export async function readApproval(id: string): Promise<Approval> {
  const approval = find(await pending.read(), id);
  if (approval === undefined) throw new LatchkeyError('approval-gone');
  return approval;
}

/**
 * Takes an answer, once; anything but an allowance grants nothing.
 *
 * @throws LatchkeyError `approval-gone`
 */
export async function answer(id: string, given: ApprovalAnswer): Promise<Approval> {
  const approval = await take(id);
  if (approval === undefined) throw new LatchkeyError('approval-gone');
  if (given !== 'deny')
    await addGrants(approval.storages.map((storage) => grantFor(approval, storage, given)));
  return approval;
}

/** Withdraws every question, because what it spoke of is no longer so. */
export async function withdrawAll(): Promise<void> {
  for (const id of Object.keys(await pending.read())) await withdraw(id);
}

/** A question whose window was closed is denied. */
export async function onWindowClosed(windowId: number): Promise<void> {
  for (const [id, approval] of Object.entries(await pending.read())) {
    if (approval.windowId === windowId) await take(id);
  }
}

async function withdraw(id: string): Promise<void> {
  const approval = await take(id);
  if (approval?.windowId === undefined || approval.windowId === null) return;
  // The person may have closed it already.
  await browser.windows.remove(approval.windowId).catch(() => undefined);
}

async function take(id: string): Promise<Approval | undefined> {
  let taken: Approval | undefined;
  await pending.update((all) => {
    taken = find(all, id);
    return taken === undefined ? all : Object.fromEntries(Object.entries(all).filter(([key]) => key !== id));
  });
  return taken;
}

/** An id comes from a message: it may be the name of something that every object has. */
function find(all: Readonly<Record<string, Approval>>, id: string): Approval | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

function grantFor(
  { site, identity, documentId }: Approval,
  storage: StorageRoot,
  given: Exclude<ApprovalAnswer, 'deny'>,
): Grant {
  const lifetimes: Record<typeof given, Lifetime> = {
    once: { until: 'document', documentId },
    'until-sign-out': { until: 'sign-out' },
    always: { until: 'revoked' },
  };
  return { site, identity, storage, modes: ['read'], lifetime: lifetimes[given], createdAt: Date.now() };
}

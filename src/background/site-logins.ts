import { LatchkeyError, type toFailure } from '../domain/errors.ts';
import { type Access, ANY_POD, type Mode } from '../domain/grant.ts';
import { contains, type StorageRoot } from '../domain/pod.ts';
import type { SiteErrorCode, SiteLogin, SiteState } from '../messaging/site-contract.ts';
import { type Approval, ask, withdraw } from '../sites/approvals.ts';
import { beginReading, type Frame } from '../sites/frames.ts';
import { disconnectSite, identityFor, identityOf, parseAccess, stateOf } from './site-access.ts';

interface Waiting {
  readonly frame: Frame;
  readonly id: number;
}

/**
 * Calls that wait for the person, by question: a page may ask the next one before the last answer is kept. A page
 * whose worker ended asks again, and finds its question.
 */
const waiting = new Map<string, readonly Waiting[]>();

function wait({ id }: Approval, ...calls: readonly Waiting[]): void {
  waiting.set(id, [...(waiting.get(id) ?? []), ...calls]);
}

/** The calls that waited for a question, which they do no longer. */
function release({ id }: Approval): readonly Waiting[] {
  const calls = waiting.get(id) ?? [];
  waiting.delete(id);
  return calls;
}

/** A page that asked waits on for the person's own question; of another document, nobody does. */
export function passOn(asked: Approval, replaced: readonly Approval[]): void {
  for (const old of replaced) {
    if (old.documentId === asked.documentId) wait(asked, ...release(old));
    else void settle(old, 'interrupted');
  }
}

/** A page asks to be connected: answered at once where it is, else by the person. */
export async function login(frame: Frame, id: number, options: SiteLogin): Promise<void> {
  const { site, documentId, tabId } = frame.sender;
  try {
    const access = parseAccess(site, options.access);
    const state = await stateOf(frame.sender);
    if (isEnough(state, access, options.webId)) {
      frame.say({ type: 'done', id, webId: state.webId });
      return;
    }
    const named = options.webId === undefined ? null : await identityOf(options.webId);
    const identity = named ?? (await identityFor(site));
    const question = { site, documentId, tabId, identity, access, reason: options.reason ?? null };
    await ask(question, { byPerson: false, onAsked: (asked) => wait(asked, { frame, id }) });
    // It may have gone before there was a question to take along.
    if (frame.gone.aborted) await forgetPage(frame);
  } catch (error) {
    for (const [question, calls] of waiting) {
      waiting.set(
        question,
        calls.filter((one) => one.frame !== frame || one.id !== id),
      );
    }
    frame.say({ type: 'failed', id, code: codeOf(error) });
  }
}

function isEnough(state: SiteState, access: readonly Access[] | null, webId: string | undefined): boolean {
  if (state.webId === null || (webId !== undefined && webId !== state.webId)) return false;
  return (access ?? []).every(({ storage, modes }) => hasModes(state, storage, modes));
}

function hasModes({ access }: SiteState, storage: string, modes: readonly Mode[]): boolean {
  return modes.every((mode) =>
    access.some((one) => one.modes.includes(mode) && isWithin(storage, one.storage)),
  );
}

function isWithin(storage: string, granted: string): boolean {
  if (storage === granted || granted === ANY_POD) return true;
  return storage !== ANY_POD && contains(granted as StorageRoot, new URL(storage));
}

/** A page leaves: all that its site was granted is revoked. */
export async function logout(frame: Frame, id: number): Promise<void> {
  await disconnectSite(frame.sender.site);
  frame.say({ type: 'done', id, webId: null });
}

/** Answers the pages that waited for a question. */
export async function settle(question: Approval, answer: 'allowed' | SiteErrorCode): Promise<void> {
  for (const { frame, id } of release(question)) {
    if (answer === 'allowed') {
      const asOf = beginReading();
      const state = await stateOf(frame.sender);
      frame.tell(state, asOf);
      frame.say({ type: 'done', id, webId: state.webId });
    } else frame.say({ type: 'failed', id, code: answer });
  }
}

/** A page that has gone takes its question along. */
export async function forgetPage({ sender }: Frame): Promise<void> {
  (await withdraw(({ documentId }) => documentId === sender.documentId)).forEach(release);
}

const CODES: Partial<Record<ReturnType<typeof toFailure>['code'], SiteErrorCode>> = {
  'approval-busy': 'busy',
  'approval-refused': 'user-rejected',
  'address-invalid': 'bad-request',
  'address-insecure': 'bad-request',
  'address-private': 'bad-request',
  'login-required': 'login-required',
};

/** What a page is told of a failure: less than the person is. */
export function codeOf(error: unknown): SiteErrorCode {
  return (error instanceof LatchkeyError ? CODES[error.code] : undefined) ?? 'internal';
}

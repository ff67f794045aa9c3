import { LatchkeyError, type toFailure } from '../domain/errors.ts';
import { type Access, ANY_POD, type Mode } from '../domain/grant.ts';
import { contains, type StorageRoot } from '../domain/pod.ts';
import type { SiteErrorCode, SiteLogin, SiteState } from '../messaging/site-contract.ts';
import { type Approval, ask, withdraw } from '../sites/approvals.ts';
import { beginReading, type Frame } from '../sites/frames.ts';
import { disconnectSite, identityFor, identityOf, parseAccess, stateOf } from './site-access.ts';
import {
  beginCall,
  type Call,
  dropCalls,
  endCall,
  isWaiting,
  keepLateAnswer,
  lateAnswer,
  moveCalls,
  releaseCalls,
} from './site-calls.ts';

/** A page asks to be connected: answered at once where it is, else by the person. */
export async function login(frame: Frame, id: number, options: SiteLogin): Promise<void> {
  const call = beginCall(frame, id);
  try {
    const said = await lateAnswer(call);
    if (said === undefined) await connect(call, options);
    else if (endCall(call)) frame.say({ type: 'failed', id, code: said });
  } catch (error) {
    if (endCall(call)) frame.say({ type: 'failed', id, code: codeOf(error) });
  }
}

async function connect(call: Call, options: SiteLogin): Promise<void> {
  const { frame, id } = call;
  const { site, documentId, tabId } = frame.sender;
  const access = parseAccess(site, options.access);
  const state = await stateOf(frame.sender);
  if (isEnough(state, access, options.webId)) {
    if (endCall(call)) frame.say({ type: 'done', id, webId: state.webId });
    return;
  }
  // Whoever is asked there leaves traces.
  if (frame.sender.isPrivate) throw new LatchkeyError('site-unavailable');
  const named = options.webId === undefined ? null : await identityOf(options.webId);
  const identity = named ?? (await identityFor(site));
  const question = { site, documentId, tabId, identity, access, reason: options.reason ?? null, call: id };
  const onAsked = (asked: Approval): void => {
    call.question = asked.id;
  };
  await ask(question, { byPerson: false, onAsked });
  // It may have gone, or have been answered, before there was a question to take along.
  if (frame.gone.aborted) await forgetPage(frame);
  else if (!isWaiting(call)) await withdraw((one) => one.id === call.question);
}

/** A page that asked waits on for the person's own question; of another document, nobody does. */
export function passOn(asked: Approval, replaced: readonly Approval[]): void {
  for (const old of replaced) {
    if (old.documentId === asked.documentId) moveCalls(old, asked);
    else void settle(old, 'interrupted');
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
  if (frame.sender.isPrivate) frame.say({ type: 'failed', id, code: 'not-connected' });
  else {
    await disconnectSite(frame.sender.site);
    frame.say({ type: 'done', id, webId: null });
  }
}

/** Answers the pages that waited for a question. */
export async function settle(question: Approval, answer: 'allowed' | SiteErrorCode): Promise<void> {
  const calls = releaseCalls(question);
  for (const { frame, id } of calls) {
    if (answer === 'allowed') {
      const asOf = beginReading();
      const state = await stateOf(frame.sender);
      frame.tell(state, asOf);
      frame.say({ type: 'done', id, webId: state.webId });
    } else frame.say({ type: 'failed', id, code: answer });
  }
  // What was allowed, a call that comes again finds in the grants.
  if (calls.length === 0 && answer !== 'allowed') await keepLateAnswer(question, answer);
  // Nobody is asked what has been answered.
  const again = await withdraw(({ id }) => calls.some((call) => call.question === id));
  for (const other of again) await settle(other, answer);
}

/** A page that has gone takes its question along. */
export async function forgetPage(frame: Frame): Promise<void> {
  dropCalls(frame);
  await withdraw(({ documentId }) => documentId === frame.sender.documentId);
}

const CODES: Partial<Record<ReturnType<typeof toFailure>['code'], SiteErrorCode>> = {
  'approval-busy': 'busy',
  'approval-refused': 'user-rejected',
  'site-not-allowed': 'user-rejected',
  'address-invalid': 'bad-request',
  'address-insecure': 'bad-request',
  'address-private': 'bad-request',
  'login-required': 'login-required',
  'site-unavailable': 'not-connected',
  // It was locked in this moment; from now on the page is told that nobody is there.
  locked: 'login-required',
  'lock-required': 'login-required',
};

/** What a page is told of a failure: less than the person is. */
export function codeOf(error: unknown): SiteErrorCode {
  return (error instanceof LatchkeyError ? CODES[error.code] : undefined) ?? 'internal';
}

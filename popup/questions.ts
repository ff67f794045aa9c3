import { signal } from '@preact/signals';
import { isFirefox } from '../src/domain/build.ts';
import { type Failure, toFailure } from '../src/domain/errors.ts';
import type { ApprovalReply, ApprovalView } from '../src/domain/view.ts';
import { call } from '../src/messaging/client.ts';
import { requestHosts } from '../src/ui/host-permission.ts';
import { dismissFailure, failure } from '../src/ui/worker.ts';

/** Where the approval window stands: reading, putting a question, or without one. */
export type ApprovalState =
  | { readonly step: 'reading' }
  | { readonly step: 'asking'; readonly question: ApprovalView }
  | { readonly step: 'none' }
  | { readonly step: 'failed'; readonly failure: Failure };

export const state = signal<ApprovalState>({ step: 'reading' });

/** Only the latest reading counts, and none that came to an end while an answer was on its way. */
let latest = 0;
let isAnswering = false;

/** Shows the question that is next; without one the window has done its work and closes. */
export async function readNext(): Promise<void> {
  const reading = ++latest;
  const next = await call('nextApproval', {}).then(stateOf, failed);
  if (reading !== latest || isAnswering) return;
  state.value = next;
  if (next.step === 'none') window.close();
}

/** Gives the worker the answer, once, and goes on to the next question. */
export function answer(approval: string, reply: ApprovalReply): void {
  const hosts = requestFor(reply);
  void settle(async () => {
    // Without them the site is connected all the same; the popup says what is missing.
    await hosts.catch(() => false);
    await call('answerApproval', { approval, ...reply, access: [...reply.access].map(copied) });
  });
}

/** In Firefox nothing is signed on a host that Latchkey was not let onto; it is asked for in the click. */
function requestFor({ answer: given, access }: ApprovalReply): Promise<boolean> {
  const [first, ...others] = access.map(({ storage }) => storage);
  if (!isFirefox || given === 'deny' || first === undefined || state.value.step !== 'asking')
    return Promise.resolve(true);
  const { site } = state.value.question;
  // Another extension has no host that anybody could be let onto.
  return requestHosts(/^http/.test(site) ? [site, first, ...others] : [first, ...others]);
}

/** Denies every question that waits. */
export function refuseAll(): void {
  void settle(() => call('denyAll', {}));
}

async function settle(say: () => Promise<unknown>): Promise<void> {
  if (isAnswering) return;
  isAnswering = true;
  dismissFailure();
  try {
    await say();
  } catch (error) {
    const met = toFailure(error);
    // A question that is settled already needs no answer: the next one does.
    if (met.code !== 'approval-gone') failure.value = met;
  } finally {
    isAnswering = false;
  }
  await readNext();
}

function copied({ storage, modes }: ApprovalReply['access'][number]) {
  return { storage, modes: [...modes] };
}

function stateOf(question: ApprovalView | null): ApprovalState {
  return question === null ? { step: 'none' } : { step: 'asking', question };
}

function failed(error: unknown): ApprovalState {
  return { step: 'failed', failure: toFailure(error) };
}

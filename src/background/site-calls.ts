import * as v from 'valibot';
import type { SiteErrorCode } from '../messaging/site-contract.ts';
import { remembered } from '../platform/remembered.ts';
import type { Approval } from '../sites/approvals.ts';
import type { Frame } from '../sites/frames.ts';

/** A sign-in of a page that waits for the person. */
export interface Call {
  readonly frame: Frame;
  /** The page's number for it. */
  readonly id: number;
  /** The question that its answer comes from; null until that is put. */
  question: string | null;
}

/** A page may ask the next time before the last answer is kept, so each call knows its own question. */
const calls = new Set<Call>();

/** To be called in the turn in which the page asks: an answer may come before anything else is known. */
export function beginCall(frame: Frame, id: number): Call {
  const call: Call = { frame, id, question: null };
  calls.add(call);
  return call;
}

/** Whether a call waited until now. */
export function endCall(call: Call): boolean {
  return calls.delete(call);
}

export function isWaiting(call: Call): boolean {
  return calls.has(call);
}

/** Lets the calls that waited for one question wait for another. */
export function moveCalls({ id: from }: Approval, { id: to }: Approval): void {
  for (const call of calls) if (call.question === from) call.question = to;
}

/**
 * The calls that waited for a question, which they do no longer; also the one that put it, which has come again
 * after its worker had ended, and has not found it, or has put another.
 */
export function releaseCalls({ id, documentId, call: asked }: Approval): readonly Call[] {
  const released = [...calls].filter(
    ({ question, frame, id: number }) =>
      question === id || (frame.sender.documentId === documentId && number === asked),
  );
  for (const call of released) calls.delete(call);
  return released;
}

/** Forgets the calls of a page that has gone. */
export function dropCalls(frame: Frame): void {
  for (const call of calls) if (call.frame === frame) calls.delete(call);
}

/** What the person said to calls whose worker had ended, until they come again. */
const late = remembered(
  'late-answers',
  v.custom<SiteErrorCode>((code) => typeof code === 'string'),
);

export async function keepLateAnswer({ documentId, call }: Approval, answer: SiteErrorCode): Promise<void> {
  if (call !== undefined) await late.remember(`${documentId} ${call}`, answer);
}

export async function lateAnswer({ frame, id }: Call): Promise<SiteErrorCode | undefined> {
  return await late.recall(`${frame.sender.documentId} ${id}`);
}

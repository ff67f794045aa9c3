import { LatchkeyError } from '../domain/errors.ts';
import type { View, WholeView } from '../domain/view.ts';
import { browser } from '../platform/browser.ts';
import type { MessageAnswer, MessageInput, MessageName, Reply } from './contract.ts';
import { WHOLE_VIEW_PORT } from './view-port.ts';

/**
 * Sends the worker a message and awaits its answer.
 *
 * @throws LatchkeyError with the code that the worker gave
 */
export async function call<Name extends MessageName>(
  name: Name,
  input: MessageInput<Name>,
): Promise<MessageAnswer<Name>> {
  const reply = await browser.runtime.sendMessage<unknown, Reply>({ name, input });
  if ('failure' in reply) throw new LatchkeyError(reply.failure.code, reply.failure.subject);
  return reply.answer as MessageAnswer<Name>;
}

/** A worker that ends before it has said anything is not woken again at once, in milliseconds. */
const PATIENCE = 1000;

/**
 * Calls back with what a popup shows, at once and at every change.
 *
 * @param tabId the tab whose site the view tells of, or null for none
 */
export function watchView(tabId: number | null, onView: (view: View) => void): void {
  watch(String(tabId ?? ''), (view) => onView(view as View));
}

/** Calls back with what the options show, at once and at every change, until the returned function is called. */
export function watchWholeView(onView: (view: WholeView) => void): () => void {
  return watch(WHOLE_VIEW_PORT, (view) => onView(view as WholeView));
}

/** What the options would show right now. */
export function readWholeView(): Promise<WholeView> {
  return new Promise((resolve) => {
    const stop = watchWholeView((view) => {
      stop();
      resolve(view);
    });
  });
}

/** A worker that ends takes its ports along: connecting anew wakes it. */
function watch(name: string, onView: (view: unknown) => void): () => void {
  let stop = connect();

  function connect(): () => void {
    const port = browser.runtime.connect({ name });
    let hasSpoken = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    port.onMessage.addListener((view) => {
      hasSpoken = true;
      onView(view);
    });
    port.onDisconnect.addListener(() => {
      retry = setTimeout(() => (stop = connect()), hasSpoken ? 0 : PATIENCE);
    });
    return () => {
      clearTimeout(retry);
      port.disconnect();
    };
  }

  return () => stop();
}

import { LatchkeyError } from '../domain/errors.ts';
import type { View } from '../domain/view.ts';
import { browser } from '../platform/browser.ts';
import type { MessageAnswer, MessageInput, MessageName, Reply } from './contract.ts';
import { VIEW_PORT } from './view-port.ts';

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
 * Calls back with the worker's view, at once and at every change, until the returned function is called.
 * A worker that ends takes its ports along: connecting anew wakes it.
 *
 * @param tabId the tab whose site the view tells of, or null for none
 */
export function watchView(tabId: number | null, onView: (view: View) => void): () => void {
  let stop = connect();

  function connect(): () => void {
    const port = browser.runtime.connect({ name: `${VIEW_PORT}${tabId ?? ''}` });
    let hasSpoken = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    port.onMessage.addListener((view) => {
      hasSpoken = true;
      onView(view as View);
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

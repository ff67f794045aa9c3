import { type Failure, LatchkeyError } from '../domain/errors.ts';
import type { View, WholeView } from '../domain/view.ts';
import { browser } from '../platform/browser.ts';
import type { MessageAnswer, MessageInput, MessageName, Reply } from './contract.ts';
import { type ViewMessage, WHOLE_VIEW_PORT } from './view-port.ts';

/** Who shows a view. */
interface Watcher<Shown> {
  onView(view: Shown): void;
  /** It could not be read; it is asked for again. */
  onFailure(failure: Failure): void;
}

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

/** A worker that has said nothing, or that it could not read, is not asked again at once, in milliseconds. */
const PATIENCE = 1000;

/**
 * Calls back with what a popup shows, at once and at every change.
 *
 * @param tabId the tab whose site the view tells of, or null for none
 */
export function watchView(tabId: number | null, on: Watcher<View>): void {
  watch(String(tabId ?? ''), on);
}

/** Calls back with what the options show, at once and at every change, until the returned function is called. */
export function watchWholeView(on: Watcher<WholeView>): () => void {
  return watch(WHOLE_VIEW_PORT, on);
}

/** What the options would show right now. */
export function readWholeView(): Promise<WholeView> {
  return new Promise((resolve, reject) => {
    const stop = watchWholeView({
      onView(view) {
        stop();
        resolve(view);
      },
      onFailure({ code, subject }) {
        stop();
        reject(new LatchkeyError(code, subject));
      },
    });
  });
}

/** A worker that ends takes its ports along, and one that could not read closes them: connecting anew wakes it. */
function watch<Shown extends View>(name: string, on: Watcher<Shown>): () => void {
  let stop = connect();

  function connect(): () => void {
    const port = browser.runtime.connect({ name });
    let isWell = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    port.onMessage.addListener((message) => {
      const said = message as ViewMessage;
      isWell = !('failure' in said);
      if ('failure' in said) on.onFailure(said.failure);
      else on.onView(said as Shown);
    });
    port.onDisconnect.addListener(() => {
      retry = setTimeout(() => (stop = connect()), isWell ? 0 : PATIENCE);
    });
    return () => {
      clearTimeout(retry);
      port.disconnect();
    };
  }

  return () => stop();
}

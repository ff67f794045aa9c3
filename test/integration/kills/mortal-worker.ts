import { LatchkeyError } from '../../../src/domain/errors.ts';
import type { WholeView } from '../../../src/domain/view.ts';
import type { MessageAnswer, MessageInput, MessageName, Reply } from '../../../src/messaging/contract.ts';
import { WHOLE_VIEW_PORT } from '../../../src/messaging/view-port.ts';
import { EXTENSION_ID } from '../../fakes/browser.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';
import type { FakePage } from '../../fakes/site-port.ts';
import type { WorkerGlobals } from '../../world/worker-script.ts';
import { Bridge } from './bridge.ts';
import { Gate } from './gate.ts';
import { eventsOfWorker, surroundingsOf } from './surroundings.ts';

const ORIGIN = `chrome-extension://${EXTENSION_ID}`;
const POPUP = { id: EXTENSION_ID, origin: ORIGIN, url: `${ORIGIN}/popup/index.html` };

/** A worker that runs until the test ends it. */
export class MortalWorker {
  readonly #gate = new Gate();
  /** The events that it hears of. */
  readonly events = eventsOfWorker();

  constructor(script: (globals: WorkerGlobals) => void) {
    script(surroundingsOf(this.#gate, this.events));
  }

  /**
   * Does something in which the worker ends at the first wanted point where it changes the world outside.
   *
   * @returns the point, or null where all was done and none was wanted
   */
  async endedAt(isWanted: (point: string) => boolean, work: () => Promise<unknown>): Promise<string | null> {
    const ended = this.#gate.endAt(isWanted);
    return await Promise.race([work().then(() => null), ended]);
  }

  end(): void {
    this.#gate.end();
  }

  /** What a page of Latchkey asks it, by default the popup. */
  async ask<Name extends MessageName>(
    name: Name,
    input: MessageInput<Name>,
    sender: object = POPUP,
  ): Promise<MessageAnswer<Name>> {
    const reply = await new Promise<Reply>((resolve) =>
      this.events.onMessage.fire({ name, input }, sender, (answer) => resolve(answer as Reply)),
    );
    if ('failure' in reply) throw new LatchkeyError(reply.failure.code, reply.failure.subject);
    return reply.answer as MessageAnswer<Name>;
  }

  /** Resolves with what the options show once they show what is looked for. */
  async shows(isIt: (view: WholeView) => boolean): Promise<WholeView> {
    return await new Promise((resolve) => {
      const postMessage = (view: WholeView) => isIt(view) && resolve(view);
      const port = {
        name: WHOLE_VIEW_PORT,
        sender: POPUP,
        onDisconnect: new BrowserEvent<[]>(),
        postMessage,
      };
      this.events.onConnect.fire(port as unknown as chrome.runtime.Port);
    });
  }

  /** The bridge of a page connects. */
  connect(page?: FakePage): Bridge {
    const bridge = new Bridge(page);
    this.events.onConnect.fire(bridge.port);
    return bridge;
  }
}

import type { SiteState } from '../messaging/site-contract.ts';
import type { Channel } from './channel.ts';

/** What the worker has told the page of what it may do. */
export class Told {
  /** Nothing is known in the first milliseconds of a page. */
  now: SiteState | undefined;
  readonly #first: Promise<SiteState>;
  #onOther: (() => void) | undefined;

  constructor(channel: Channel) {
    this.#first = new Promise((resolve) => {
      channel.watch((state) => {
        const isOther = state.webId !== this.webId;
        this.now = state;
        resolve(state);
        if (isOther) this.#onOther?.();
      });
    });
  }

  /** Whether to wait for it. A page that is prerendered is told nothing before it is shown, if it ever is. */
  get isSoonKnown(): boolean {
    return this.now === undefined && !('prerendering' in document && document.prerendering === true);
  }

  /** Who the person is to this site; null until it is connected. */
  get webId(): string | null {
    return this.now?.webId ?? null;
  }

  /** What the site may do, once that is known. */
  async state(): Promise<SiteState> {
    return this.now ?? (await this.#first);
  }

  /** Calls back whenever the person is somebody else to the site. */
  watch(onOther: () => void): void {
    this.#onOther = onOther;
  }
}

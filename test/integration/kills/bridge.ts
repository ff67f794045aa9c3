import type { ToSite } from '../../../src/messaging/site-contract.ts';
import { BrowserEvent } from '../../fakes/browser-event.ts';
import { SitePort } from '../../fakes/site-port.ts';

/** The bridge of a page, which waits for answers. */
export class Bridge extends SitePort {
  readonly #heard = new BrowserEvent<[ToSite]>();

  override postMessage(message: ToSite): void {
    super.postMessage(message);
    this.#heard.fire(message);
  }

  /** What a call of the page is answered with at first. */
  async call(message: { readonly id: number; readonly [member: string]: unknown }): Promise<ToSite> {
    return await new Promise((resolve) => {
      this.#heard.addListener((answer) => {
        if ('id' in answer && answer.id === message.id) resolve(answer);
      });
      this.say(message);
    });
  }

  /** The status of what the page fetches, or the code with which it fails. */
  async fetch(id: number, method: string, url: string, body: string | null = null): Promise<number | string> {
    const plain = { headers: [], redirect: 'follow', cache: 'default' };
    const request = { method, url, body: body === null ? null : new Blob([body]), ...plain };
    const answer = await this.call({ type: 'fetch', id, request });
    if (answer.type === 'head') return answer.head.status;
    return answer.type === 'failed' ? answer.code : answer.type;
  }
}

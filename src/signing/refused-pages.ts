import { withoutFragment } from '../domain/address.ts';
import type { RefusedRequest } from './policy.ts';

interface RefusedPage<Signed> {
  readonly url: URL;
  readonly sign: () => Promise<Signed | null>;
  readonly epoch: number;
  readonly signed: Promise<Signed | null>;
}

/** Refused navigations whose page will ask for a signed load, by tab: signed ahead, while the page comes up. */
export class RefusedPages<Signed> {
  readonly #pages = new Map<number, RefusedPage<Signed>>();
  readonly #epoch: () => number;

  /** @param epoch counts the changes of who may sign: what was signed under an older one is void */
  constructor(epoch: () => number) {
    this.#epoch = epoch;
  }

  /** @param sign decides and signs; called at once, and again where somebody else may sign by the time it is used */
  add({ tabId, url }: RefusedRequest, sign: () => Promise<Signed | null>): void {
    this.#pages.set(tabId, this.#ahead(url, sign));
  }

  /**
   * Has what was signed for a tab's refused page used, once; says whether it was. A change of who may sign is often
   * followed by a navigation, and known to be over only after that was refused: so what is void is signed anew.
   *
   * @param use says no where it was void before it was used
   */
  async use(tabId: number, url: URL, use: (signed: Signed) => Promise<boolean>): Promise<boolean> {
    let page = this.#pages.get(tabId);
    if (page === undefined || withoutFragment(page.url) !== withoutFragment(url)) return false;
    this.#pages.delete(tabId);
    for (;;) {
      const signed = await page.signed;
      if (signed !== null && (await use(signed))) return true;
      if (page.epoch === this.#epoch()) return false;
      page = this.#ahead(url, page.sign);
    }
  }

  #ahead(url: URL, sign: () => Promise<Signed | null>): RefusedPage<Signed> {
    return { url, sign, epoch: this.#epoch(), signed: sign() };
  }
}

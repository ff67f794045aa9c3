import { withoutFragment } from '../domain/address.ts';
import { isFailure } from '../domain/errors.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import type { IdentityId } from '../domain/identity.ts';
import { browser } from '../platform/browser.ts';
import { inTime } from '../platform/in-time.ts';
import { type Answer, NOT_REFUSED, refusedOf, type Sent, unkept } from './firefox-answers.ts';
import {
  type Before,
  type FirefoxRequest,
  isOwn,
  mayAsk,
  OBSERVED,
  patchOf,
  type Received,
  requestOf,
  type WithBody,
} from './firefox-requests.ts';
import { decide, type RefusedRequest } from './policy.ts';
import { RefusedPages } from './refused-pages.ts';
import { headerIn, isRedirect, type Signing, type SigningPorts, wordsOf } from './signing.ts';
import { Trace } from './trace.ts';

/** A navigation, signed ahead. */
interface Passing {
  readonly url: URL;
  readonly epoch: number;
  readonly headers: SignedHeaders;
  readonly trace: Trace;
}

/** The page of ours through which a tab comes to a signed page, so that no other page holds on to the tab. */
const PASSAGE = 'popup/passage.html';

/**
 * Signing in Firefox, whose listeners may change a request while it waits (docs/architecture.md): what a site asks for
 * is signed on its way. A navigation is signed in a tab that nobody else holds on to.
 */
export class FirefoxSigning implements Signing {
  readonly #ports: SigningPorts;
  /** By the browser's request id. */
  readonly #sent = new Map<string, Sent>();
  /** What a tab is to load signed, on its way through our passage. */
  readonly #passing = new Map<number, Passing>();
  /** What left unsigned for want of a grant, by the browser's request id. */
  readonly #ungranted = new Set<string>();
  /** Counts the changes of who may sign: what was signed under an older one is void. */
  #epoch = 0;
  readonly #refusedPages = new RefusedPages<Passing>(() => this.#epoch);

  constructor(ports: SigningPorts) {
    this.#ports = ports;
  }

  /** The bodies of patches, until they leave, by the browser's request id. */
  readonly #patches = new Map<string, string>();

  readonly #listeners = {
    onBody: (details: WithBody): void => {
      const patch = patchOf(details);
      if (patch !== null) this.#patches.set(details.requestId, patch);
    },
    onBefore: async (details: Before): Promise<Answer> =>
      await this.onBefore(details).catch(() => ({ cancel: true })),
    onHeaders: async (details: Received): Promise<Answer> => await this.onHeaders(details).catch(() => ({})),
    onEnd: ({ requestId }: { readonly requestId: string }): void => {
      const unanswered = this.#sent.get(requestId);
      if (unanswered !== undefined) this.#answered(unanswered, null);
      this.#sent.delete(requestId);
      this.#ungranted.delete(requestId);
      this.#patches.delete(requestId);
    },
  };

  observe(): void {
    const { onBeforeRequest, onBeforeSendHeaders, onHeadersReceived, onCompleted, onErrorOccurred } =
      browser.webRequest;
    const { onBody, onBefore, onHeaders, onEnd } = this.#listeners;
    if (onBeforeSendHeaders.hasListener(onBefore)) return;
    onBeforeRequest.addListener(onBody, { ...OBSERVED, types: ['xmlhttprequest'] }, ['requestBody']);
    onBeforeSendHeaders.addListener(onBefore, OBSERVED, ['blocking', 'requestHeaders']);
    onHeadersReceived.addListener(onHeaders, OBSERVED, ['blocking', 'responseHeaders']);
    onCompleted.addListener(onEnd, OBSERVED);
    onErrorOccurred.addListener(onEnd, OBSERVED);
  }

  voidAll(): Promise<void> {
    this.#epoch += 1;
    this.#passing.clear();
    return Promise.resolve();
  }

  /**
   * Leads the tab of a refused page through a page of ours to the same address. Whoever opened the tab, or was opened
   * by it, holds a closed window from then on: a page of an extension is in a browsing context group of its own.
   */
  async onPageRefused(tabId: number, url: URL): Promise<boolean> {
    await this.#refusedPages.use(tabId, url, async (passing) => {
      if (passing.epoch !== this.#epoch) return false;
      this.#passing.set(tabId, passing);
      const passage = `${browser.runtime.getURL(PASSAGE)}#${encodeURIComponent(url.href)}`;
      await browser.tabs.update(tabId, { url: passage, loadReplace: true });
      return true;
    });
    return false;
  }

  async loadAgain({ kind, url, tabId, documentId }: RefusedRequest): Promise<void> {
    if (kind === 'navigation' || kind === 'fetch' || documentId === null) return;
    // A page that is gone needs nothing.
    await this.#ports.reload({ tabId, documentId }, [{ kind, url: url.href }]).catch(() => undefined);
  }

  /** `webRequest.onBeforeSendHeaders`: what may be signed leaves signed, or does not leave. */
  async onBefore(details: Before): Promise<Answer> {
    const { requestHeaders = [] } = details;
    const request = requestOf(details, this.#patches.get(details.requestId));
    // A page that signs for itself is served better by that.
    const signsItself = requestHeaders.some(({ name }) => /^authorization$/i.test(name));
    if (request === null || signsItself || isOwn(details)) return {};
    const sent = this.#sent.get(details.requestId);
    this.#sent.delete(details.requestId);
    const refused = sent?.refused ?? NOT_REFUSED;
    const passed = request.kind === 'navigation' ? this.#passed(details, request) : null;
    const trace = sent?.trace ?? passed?.trace ?? new Trace(request);
    const headers =
      passed?.headers ??
      (mayAsk(details, request, sent?.request) ? await this.#sign(request, refused, trace) : null);
    if (headers === null) return {};
    trace.lap('wait');
    this.#sent.set(details.requestId, { request, headers, refused, trace });
    const { authorization, dpop } = headers;
    const others = requestHeaders.filter(({ name }) => !/^(dpop|if-unmodified-since)$/i.test(name));
    return {
      requestHeaders: [
        ...others,
        { name: 'authorization', value: authorization },
        { name: 'dpop', value: dpop },
      ],
    };
  }

  /** `webRequest.onHeadersReceived`: a refusal is tried once more, and no cache keeps what was signed. */
  async onHeaders(details: Received): Promise<Answer> {
    const sent = this.#sent.get(details.requestId);
    if (sent === undefined) {
      if (details.statusCode === 401 && !isOwn(details)) await this.#note(details);
      return {};
    }
    this.#answered(sent, details.statusCode);
    await this.#heard(sent.request, details);
    if (isRedirect(details)) {
      sent.trace.again('redirect');
      return unkept(details);
    }
    const refused =
      details.statusCode === 401
        ? refusedOf(sent, headerIn(details.responseHeaders, 'dpop-nonce') !== null)
        : null;
    if (refused === null) {
      this.#sent.delete(details.requestId);
      return unkept(details);
    }
    sent.trace.again(refused.token === sent.refused.token ? 'nonce' : 'token');
    this.#sent.set(details.requestId, { ...sent, refused });
    return { redirectUrl: details.url };
  }

  /** The signature of a navigation that comes through our passage. */
  #passed({ originUrl = '' }: Before, { tabId, url }: RefusedRequest): Passing | null {
    const expected = this.#passing.get(tabId);
    this.#passing.delete(tabId);
    if (expected === undefined || withoutFragment(expected.url) !== withoutFragment(url)) return null;
    if (!originUrl.startsWith(browser.runtime.getURL(PASSAGE))) return null;
    return expected.epoch === this.#epoch ? expected : null;
  }

  /**
   * Null where nobody signs, and nobody may.
   *
   * @throws LatchkeyError where a grant says that it is signed, and it cannot be
   */
  async #sign(
    request: FirefoxRequest,
    refused: Sent['refused'],
    trace: Trace,
  ): Promise<SignedHeaders | null> {
    const epoch = this.#epoch;
    const identity = await this.#signerOf(request);
    if (identity === null) return null;
    try {
      trace.lap('wait');
      const headers = await inTime(this.#ports.sign(identity, request.method, request.url, refused.token));
      trace.lap('sign');
      if (epoch !== this.#epoch) return await this.#sign(request, refused, trace);
      this.#ports.onSigned(request, identity, trace);
      return headers;
    } catch (error) {
      const isOver = isFailure(error, 'login-required', 'locked');
      // Who is not signed in, or locked out, is nobody to a page, too; in any other case it would be told what is not so.
      if (!isOver && request.kind !== 'navigation') throw error;
      this.#ports.onLeft(request, 'login-required');
      return null;
    }
  }

  async #signerOf(request: FirefoxRequest): Promise<IdentityId | null> {
    // Whoever knows no grant knows of no leave to sign.
    const authority = await this.#ports.authority(request).catch(() => null);
    if (authority === null) return null;
    const decision = decide(request, authority);
    if ('sign' in decision) return decision.sign;
    if (decision.leave === 'no-grant') this.#ungranted.add(request.id);
    return null;
  }

  #answered({ trace }: Sent, status: number | null): void {
    trace.answered(status);
    this.#ports.onAnswered(trace);
  }

  /** Without what a server said there is still a proof to be made. */
  async #heard(request: RefusedRequest, details: Received): Promise<void> {
    await this.#ports.heard(request, wordsOf(details.responseHeaders)).catch(() => undefined);
  }

  /** A request that went out as it was has been refused. */
  async #note(details: Received): Promise<void> {
    const request = requestOf(details);
    if (request === null) return;
    const decision = decide(request, await this.#ports.authority(request));
    if ('leave' in decision) this.#ports.onLeft(request, decision.leave);
    else if (request.kind === 'navigation') {
      const heard = this.#heard(request, details);
      this.#refusedPages.add(request, () => this.#signAhead(request, heard));
    }
    // It was granted while it was on its way.
    else if (this.#ungranted.has(request.id)) void this.loadAgain(request);
  }

  async #signAhead(request: FirefoxRequest, heard: Promise<void>): Promise<Passing | null> {
    await heard;
    const [trace, epoch] = [new Trace(request), this.#epoch];
    const headers = await this.#sign(request, NOT_REFUSED, trace);
    return headers === null ? null : { url: request.url, epoch, headers, trace };
  }
}

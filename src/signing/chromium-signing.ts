import type { IdentityId } from '../domain/identity.ts';
import { chromium } from '../platform/browser.ts';
import { isExhausted, isSame, nothingSaid, type Refusal } from './chromium-refusals.ts';
import { isBlocked, OBSERVED, refusedRequest, severingPolicy } from './chromium-requests.ts';
import { ArmedRules, type SignedRequest } from './chromium-rules.ts';
import { ElementLoads } from './element-loads.ts';
import { decide, type RefusedRequest } from './policy.ts';
import { RefusedPages } from './refused-pages.ts';
import { isRedirect, type Signing, type SigningPorts, wordsOf } from './signing.ts';
import { Trace } from './trace.ts';

/**
 * Signing in Chromium, where no listener may change a request (docs/architecture.md): a refused load is seen,
 * a single-use rule is armed for the same request, and the load is made again in place.
 */
export class ChromiumSigning implements Signing {
  readonly #ports: SigningPorts;
  readonly #rules = new ArmedRules(() => void this.#loads.proceed());
  readonly #loads: ElementLoads;
  /** Signed requests whose answer is awaited, by the browser's request id. */
  readonly #sent = new Map<string, SignedRequest>();
  /** What waits for a refused request to be over, by the browser's request id. */
  readonly #atEnd = new Map<string, () => void>();
  /** Counts the changes of who may sign: what was signed under an older one is void. */
  #epoch = 0;
  readonly #refusedPages = new RefusedPages<SignedRequest>(() => this.#epoch);

  readonly #listeners = {
    onSend: (details: chrome.webRequest.OnSendHeadersDetails): void => this.onSend(details),
    onHeaders: (details: chrome.webRequest.OnHeadersReceivedDetails): undefined => {
      this.onHeaders(details);
    },
    onEnd: (details: { readonly requestId: string }): void => this.onEnd(details),
    onError: (details: chrome.webRequest.OnErrorOccurredDetails): void => this.onError(details),
    onUpdated: (tabId: number, change: { readonly status?: string }): void => this.onUpdated(tabId, change),
  };

  constructor(ports: SigningPorts) {
    this.#ports = ports;
    this.#loads = new ElementLoads(this.#rules, {
      reload: (place, loads) => ports.reload(place, loads),
      isCurrent: ({ epoch }) => epoch === this.#epoch,
      onLeft: (request) => ports.onLeft(request, 'login-required'),
      hasLoaded: (place) => ports.hasLoaded(place),
    });
  }

  observe(): void {
    const { onSendHeaders, onHeadersReceived, onCompleted, onErrorOccurred } = chromium.webRequest;
    const { onSend, onHeaders, onEnd, onError, onUpdated } = this.#listeners;
    // Chromium 156 tells a listener nothing of hosts that came after it.
    onSendHeaders.removeListener(onSend);
    onSendHeaders.addListener(onSend, OBSERVED);
    onHeadersReceived.removeListener(onHeaders);
    // Not `extraHeaders`: it shows what `onError` goes without, and takes time of every request of the browser.
    onHeadersReceived.addListener(onHeaders, OBSERVED, ['responseHeaders']);
    onCompleted.removeListener(onEnd);
    onCompleted.addListener(onEnd, OBSERVED);
    onErrorOccurred.removeListener(onError);
    onErrorOccurred.addListener(onError, OBSERVED);
    chromium.tabs.onUpdated.removeListener(onUpdated);
    chromium.tabs.onUpdated.addListener(onUpdated);
  }

  async voidAll(): Promise<void> {
    this.#epoch += 1;
    await this.#rules.disarmAll();
  }

  /** `webRequest.onSendHeaders`: a signed request leaves. */
  onSend(details: chrome.webRequest.OnSendHeadersDetails): void {
    const signed = this.#rules.take(details);
    if (signed === undefined) return;
    this.#sent.set(details.requestId, signed);
    signed.trace.lap('wait');
    if (signed.request.kind !== 'media') return;
    // A player asks for one part after the other, whenever it likes, and each wants a proof of its own.
    signed.trace.begin();
    void this.#signNextPart(signed.request);
  }

  /** `webRequest.onHeadersReceived`: a refusal is where signing begins, or is tried once more. */
  onHeaders(details: chrome.webRequest.OnHeadersReceivedDetails): void {
    const before = this.#sent.get(details.requestId) ?? null;
    // A redirected request keeps its id and has lost its headers: what comes next belongs to the same attempt.
    if (!isRedirect(details)) this.#sent.delete(details.requestId);
    if (before !== null) this.#note(before, details.statusCode);
    if (isRedirect(details)) before?.trace.again('redirect');
    const said = wordsOf(details.responseHeaders);
    if (details.statusCode !== 401) {
      if (before !== null) void this.#ports.heard(before.request, said);
      return;
    }
    const request = refusedRequest(details);
    if (request === null || (before !== null && isExhausted(before, request))) return;

    if (request.kind === 'fetch') {
      // It is signed on another way, where it is granted: here it is only told that it is not.
      void this.#signerOf(request);
      return;
    }
    const isNavigation = request.kind === 'navigation';
    const openerPolicy = isNavigation ? severingPolicy(details) : null;
    const heard = this.#ports.heard(request, said);
    // Whoever signs hears of a failure; where nobody does, there is nobody to tell.
    heard.catch(() => undefined);
    // With a nonce to use, the token was not what the server refused; after a redirect it never got there.
    const refused = said.nonce === null && isSame(before, request) ? before.headers : null;
    const trace = before?.trace ?? new Trace(request);
    if (isSame(before, request)) trace.again(refused === null ? 'nonce' : 'token');
    const refusal: Refusal = { heard, refused, openerPolicy, attempts: before?.attempt ?? 0, trace };
    if (isNavigation) {
      this.#refusedPages.add(request, () => this.#sign(request, refusal));
      return;
    }
    // While the refused load is under way, another for the same URL would only join it.
    const ended = new Promise<void>((resolve) => this.#atEnd.set(details.requestId, resolve));
    void Promise.all([this.#signerOf(request), ended]).then(([signer]) => {
      if (signer !== null) this.#loads.add(request, () => this.#sign(request, refusal));
    });
  }

  /** `tabs.onUpdated`: a page that has loaded may load elements again. */
  onUpdated(tabId: number, { status }: { readonly status?: string }): void {
    if (status === 'complete') this.#loads.onLoaded(tabId);
  }

  /** `webRequest.onErrorOccurred`: an answer that the browser kept back counts as a refusal without a word. */
  onError(details: chrome.webRequest.OnErrorOccurredDetails): void {
    const before = this.#sent.get(details.requestId) ?? null;
    this.onEnd(details);
    const request = isBlocked(details) ? refusedRequest(details) : null;
    if (request === null || (before !== null && isExhausted(before, request))) return;
    void this.#loadBlocked(request, before);
  }

  /** `webRequest.onCompleted`, too: nothing more will come of a request. */
  onEnd({ requestId }: { readonly requestId: string }): void {
    const unanswered = this.#sent.get(requestId);
    if (unanswered !== undefined) this.#note(unanswered, null);
    this.#sent.delete(requestId);
    this.#atEnd.get(requestId)?.();
    this.#atEnd.delete(requestId);
  }

  /** A refused page asks whether it may load again, signed. Only then is the rule armed. */
  onPageRefused(tabId: number, url: URL): Promise<boolean> {
    return this.#refusedPages.use(tabId, url, (signed) => this.#arm(signed));
  }

  loadAgain(request: RefusedRequest): Promise<void> {
    const refusal = nothingSaid(request);
    this.#loads.add(request, () => this.#sign(request, refusal));
    return Promise.resolve();
  }

  /** Decides once, to tell at once of what is not granted; once more when it is signed. */
  async #signerOf(request: RefusedRequest): Promise<IdentityId | null> {
    try {
      const decision = decide(request, await this.#ports.authority(request));
      if ('sign' in decision) return decision.sign;
      this.#ports.onLeft(request, decision.leave);
    } catch {
      // What cannot be decided stays as it is.
    }
    return null;
  }

  async #loadBlocked(request: RefusedRequest, before: SignedRequest | null): Promise<void> {
    const signer = await this.#signerOf(request);
    if (signer === null) return;
    // Whether the signed load lacked a nonce, came with an old token or is forbidden: only an answer to us says so.
    const { trace, attempt: attempts } = before ?? { trace: new Trace(request), attempt: 0 };
    if (isSame(before, request)) {
      const isGiven = await this.#ports.isGiven(signer, request.url, trace);
      this.#ports.onAnswered(trace);
      if (!isGiven) return;
    }
    const refusal = { ...nothingSaid(request), attempts, trace };
    this.#loads.add(request, () => this.#sign(request, refusal));
  }

  #note({ trace }: SignedRequest, status: number | null): void {
    trace.answered(status);
    this.#ports.onAnswered(trace);
  }

  async #signNextPart(request: RefusedRequest): Promise<void> {
    const signed = await this.#sign(request, nothingSaid(request));
    if (signed !== null) await this.#arm(signed);
  }

  async #sign(
    request: RefusedRequest,
    { heard, refused, openerPolicy, attempts, trace }: Refusal,
  ): Promise<SignedRequest | null> {
    try {
      const epoch = this.#epoch;
      const decision = decide(request, await this.#ports.authority(request));
      if ('leave' in decision) {
        this.#ports.onLeft(request, decision.leave);
        return null;
      }
      if (!request.isTopFrame && !(await this.#ports.isWithinSite(request))) {
        this.#ports.onLeft(request, 'frame');
        return null;
      }
      await heard;
      trace.lap('wait');
      const headers = await this.#ports.sign(decision.sign, request.method, request.url, refused);
      trace.lap('sign');
      this.#ports.onSigned(request, decision.sign, trace);
      return { request, headers, openerPolicy, epoch, trace, attempt: attempts + 1 };
    } catch {
      // Whatever went wrong, the request stays as it was: unsigned.
      this.#ports.onLeft(request, 'login-required');
      return null;
    }
  }

  async #arm(signed: SignedRequest): Promise<boolean> {
    if (signed.epoch !== this.#epoch) return false;
    const rule = (await this.#rules.arm([signed])).get(signed);
    // The browser takes no rule for such a URL or token.
    if (rule === undefined) this.#ports.onLeft(signed.request, 'login-required');
    else if (signed.epoch !== this.#epoch) await this.#rules.disarm([rule]);
    else return true;
    return false;
  }
}

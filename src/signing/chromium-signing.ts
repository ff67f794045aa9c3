import type { IdentityId } from '../domain/identity.ts';
import { chromium } from '../platform/browser.ts';
import { headerOf, kindOf, refusedRequest } from './chromium-requests.ts';
import { arm, disarm, disarmLeftovers, withoutFragment } from './chromium-rules.ts';
import { type Authority, decide, type Decision, type RefusedRequest } from './policy.ts';
import { reloadElements } from './reload-elements.ts';
import type { SignedHeaders } from './signer.ts';

/** What signing asks of the rest of the worker. */
export interface SigningPorts {
  authority(): Promise<Authority>;
  /** @param refused headers that a server has just refused, so that the token in them is not used again */
  sign(identity: IdentityId, url: URL, nonce: string | null, refused: SignedHeaders | null): Promise<SignedHeaders>;
  /** Called for each refused request that nobody signs. */
  onLeft(request: RefusedRequest, why: Extract<Decision, { leave: unknown }>['leave'] | 'login-required'): void;
}

/** A request that was signed and what became of it so far. */
interface Signed {
  readonly request: RefusedRequest;
  readonly headers: SignedHeaders;
  readonly attempt: number;
}

/** First load, one redirect or one retry, one more: enough for every honest server. */
const MAX_ATTEMPTS = 3;
/** A rule that nothing has used by then, in milliseconds, is taken away. */
const RULE_LIFETIME = 30_000;

/**
 * Signing in Chromium, where no listener may change a request (docs/architecture.md): a refused load is seen,
 * a single-use rule is armed for the same request, and the load is made again in place.
 */
export class ChromiumSigning {
  readonly #ports: SigningPorts;
  /** Rules that wait for their request. */
  readonly #armed = new Map<number, Signed>();
  /** Signed requests whose answer is awaited, by the browser's request id. */
  readonly #sent = new Map<string, Signed>();
  /** Refused navigations whose page will ask for a signed load, by tab. */
  readonly #refusedPages = new Map<number, { readonly request: RefusedRequest; readonly armed: Promise<number | null> }>();
  /** Counts the changes of who may sign: what was prepared under an older one is void. */
  #epoch = 0;

  /** Settles once the rules of an ended worker are gone. */
  readonly #ready = disarmLeftovers();

  constructor(ports: SigningPorts) {
    this.#ports = ports;
  }

  /** Takes every armed rule away: another identity, a sign-out or a revocation counts at once. */
  async voidAll(): Promise<void> {
    this.#epoch += 1;
    this.#refusedPages.clear();
    const ids = [...this.#armed.keys()];
    this.#armed.clear();
    await disarm(ids);
  }

  /** `webRequest.onSendHeaders`: a signed request leaves, so its rule has served. */
  onSend(details: chrome.webRequest.OnSendHeadersDetails): void {
    const rule = this.#ruleFor({ kind: kindOf(details), tabId: details.tabId, url: new URL(details.url) });
    const signed = rule === undefined ? undefined : this.#armed.get(rule);
    if (rule === undefined || signed === undefined) return;
    this.#sent.set(details.requestId, signed);
    void this.#disarm(rule);
  }

  #ruleFor(sought: { kind: RefusedRequest['kind'] | null; tabId: number; url: URL }): number | undefined {
    for (const [rule, { request }] of this.#armed) {
      if (request.kind !== sought.kind || request.tabId !== sought.tabId) continue;
      if (withoutFragment(request.url) === withoutFragment(sought.url)) return rule;
    }
    return undefined;
  }

  /** `webRequest.onHeadersReceived`: a refusal is where signing begins, or is tried once more. */
  onHeaders(details: chrome.webRequest.OnHeadersReceivedDetails): void {
    const before = this.#sent.get(details.requestId);
    const isRedirect = details.statusCode >= 300 && details.statusCode < 400 && details.statusCode !== 304;
    // A redirected request keeps its id and has lost its headers: what comes next belongs to the same attempt.
    if (!isRedirect) this.#sent.delete(details.requestId);
    if (details.statusCode !== 401) return;
    const request = refusedRequest(details);
    if (request === null || (before !== undefined && isExhausted(before, request))) return;

    const nonce = headerOf(details, 'dpop-nonce');
    const openerPolicy = request.kind === 'navigation' ? severingPolicy(details) : null;
    const armed = this.#prepare(request, { nonce, openerPolicy, before: before ?? null });
    if (request.kind === 'navigation') this.#refusedPages.set(request.tabId, { request, armed });
    else void armed.then((rule) => this.#reload(request, rule));
  }

  /** `webRequest.onErrorOccurred` and `onCompleted`: nothing more will come of a request. */
  onEnd({ requestId }: { readonly requestId: string }): void {
    this.#sent.delete(requestId);
  }

  /**
   * A refused page asks whether it may load signed.
   *
   * @param isReadable whether a service worker of the site would see the answer, as no ungranted one may
   */
  async onPageRefused(tabId: number, url: URL, isReadable: boolean): Promise<boolean> {
    const page = this.#refusedPages.get(tabId);
    if (page === undefined || withoutFragment(page.request.url) !== withoutFragment(url)) return false;
    this.#refusedPages.delete(tabId);
    const rule = await page.armed;
    if (rule !== null && isReadable) await this.#disarm(rule);
    return rule !== null && !isReadable;
  }

  /** Loads an element again whose request was refused before it was granted. */
  async loadAgain(request: RefusedRequest): Promise<void> {
    await this.#reload(request, await this.#prepare(request, { nonce: null, openerPolicy: null, before: null }));
  }

  async #prepare(
    request: RefusedRequest,
    { nonce, openerPolicy, before }: { nonce: string | null; openerPolicy: string | null; before: Signed | null },
  ): Promise<number | null> {
    await this.#ready;
    const epoch = this.#epoch;
    const decision = decide(request, await this.#ports.authority());
    if ('leave' in decision) {
      this.#ports.onLeft(request, decision.leave);
      return null;
    }
    try {
      // With a nonce to use, the token itself was not what the server refused.
      const refused = nonce === null ? (before?.headers ?? null) : null;
      const headers = await this.#ports.sign(decision.sign, request.url, nonce, refused);
      if (epoch !== this.#epoch) return null;
      const older = this.#ruleFor(request);
      if (older !== undefined) await this.#disarm(older);
      const rule = await arm(request, headers, openerPolicy);
      this.#armed.set(rule, { request, headers, attempt: (before?.attempt ?? 0) + 1 });
      setTimeout(() => void this.#disarm(rule), RULE_LIFETIME);
      if (epoch === this.#epoch) return rule;
      await this.#disarm(rule);
      return null;
    } catch {
      // Whatever went wrong, the request stays as it was: unsigned.
      this.#ports.onLeft(request, 'login-required');
      return null;
    }
  }

  async #reload({ kind, url, tabId, documentId }: RefusedRequest, rule: number | null): Promise<void> {
    if (rule === null || kind === 'navigation' || documentId === null) return;
    const found = await chromium.scripting
      .executeScript({
        target: { tabId, documentIds: [documentId] },
        injectImmediately: true,
        func: reloadElements,
        args: [url.href, kind],
      })
      // The document is gone: nobody waits for the answer.
      .catch(() => []);
    if ((found[0]?.result ?? 0) === 0) await this.#disarm(rule);
  }

  async #disarm(rule: number): Promise<void> {
    if (this.#armed.delete(rule)) await disarm([rule]);
  }
}

/** Whether a refusal is final: the same URL is tried twice, a chain of redirects no longer than it must. */
function isExhausted(before: Signed, request: RefusedRequest): boolean {
  const isSame = before.request.url.href === request.url.href;
  return before.attempt >= (isSame ? 2 : MAX_ATTEMPTS);
}

/**
 * The opener policy that severs a signed page from whoever opened its window. Two pages with the *same* policy
 * and origin would stay together, so it has to differ from the refused page's that it replaces.
 */
function severingPolicy(details: chrome.webRequest.OnHeadersReceivedDetails): string {
  const stated = headerOf(details, 'cross-origin-opener-policy') ?? '';
  return /^\s*same-origin\s*(;|$)/i.test(stated) ? 'noopener-allow-popups' : 'same-origin';
}

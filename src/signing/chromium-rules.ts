import { withoutFragment } from '../domain/address.ts';
import type { SignedHeaders } from '../domain/exchange.ts';
import { chromium } from '../platform/browser.ts';
import { kindOf, typeOf } from './chromium-requests.ts';
import type { RefusedRequest } from './policy.ts';
import type { Trace } from './trace.ts';

/** A request with the headers that sign it. */
export interface SignedRequest {
  readonly request: RefusedRequest;
  readonly headers: SignedHeaders;
  /** The `Cross-Origin-Opener-Policy` to put on the answer, or null to leave it alone. */
  readonly openerPolicy: string | null;
  /** Counts the signed loads that a first refusal has led to. */
  readonly attempt: number;
  /** Which authority it was signed under: a later one makes it void. */
  readonly epoch: number;
  /** Is told what becomes of it. */
  readonly trace: Trace;
}

/** A rule that nothing has used by then, in milliseconds, is taken away. */
const RULE_LIFETIME = 30_000;
/** Rules at once, at most. Browsers take 5,000, but 1,000 of those whose URL has to be matched by an expression. */
const MOST = 1000;
/** A proof must be new when it arrives, and a page that asks for much asks for it little by little. */
const MOST_IN_TAB = 100;

/** The session rules that each sign one request: no other tab, kind, method or URL matches. */
export class ArmedRules {
  readonly #armed = new Map<number, SignedRequest>();
  #lastRule = 0;
  /** Settles once the rules of an ended worker are gone, whose requests were never sent. */
  readonly #swept = sweep();
  readonly #onRoom: () => void;

  /** @param onRoom called when there is room for more rules than before */
  constructor(onRoom: () => void) {
    this.#onRoom = onRoom;
  }

  /** For how many more requests there is room. */
  get room(): number {
    return MOST - this.#armed.size;
  }

  /** For how many more requests of one tab there would be room. */
  roomIn(tabId: number): number {
    return MOST_IN_TAB - [...this.#armed.values()].filter(({ request }) => request.tabId === tabId).length;
  }

  /**
   * Installs a rule for each request, in place of an older one for the same.
   *
   * @returns the requests that have one; the browser takes none for a URL that is too long
   */
  async arm(requests: readonly SignedRequest[]): Promise<ReadonlyMap<SignedRequest, number>> {
    await this.#swept;
    const rules = new Map<SignedRequest, number>();
    const older: number[] = [];
    for (const signed of requests) {
      const before = this.#find(signed.request);
      if (before !== undefined && this.#armed.delete(before)) older.push(before);
      this.#lastRule += 1;
      this.#armed.set(this.#lastRule, signed);
      rules.set(signed, this.#lastRule);
    }
    const addRules = [...rules].flatMap(([signed, id]) => (this.#armed.has(id) ? [toRule(id, signed)] : []));
    try {
      await chromium.declarativeNetRequest.updateSessionRules({ removeRuleIds: older, addRules });
    } catch {
      for (const id of rules.values()) this.#armed.delete(id);
      return await this.#armEach(requests, older);
    }
    setTimeout(() => void this.disarm([...rules.values()]), RULE_LIFETIME);
    return rules;
  }

  /** One rule that the browser does not take keeps no other away. */
  async #armEach(
    requests: readonly SignedRequest[],
    older: readonly number[],
  ): Promise<ReadonlyMap<SignedRequest, number>> {
    await remove(older);
    if (requests.length < 2) return new Map();
    const armed = [];
    for (const signed of requests) armed.push(...(await this.arm([signed])));
    return new Map(armed);
  }

  /** Whether a rule still waits for its request. */
  isArmed(id: number | undefined): boolean {
    return id !== undefined && this.#armed.has(id);
  }

  async disarm(ids: readonly number[]): Promise<void> {
    const gone = ids.filter((id) => this.#armed.delete(id));
    await remove(gone);
    if (gone.length > 0) this.#onRoom();
  }

  async disarmAll(): Promise<void> {
    await this.disarm([...this.#armed.keys()]);
  }

  /** What a request on the wire was signed with, if anything; its rule has served: a proof is for one request. */
  take({ tabId, url, type }: chrome.webRequest.OnSendHeadersDetails): SignedRequest | undefined {
    const id = this.#find({ kind: kindOf({ type }), tabId, url: new URL(url) });
    const signed = id === undefined ? undefined : this.#armed.get(id);
    if (id !== undefined) void this.disarm([id]);
    return signed;
  }

  #find(sought: { kind: RefusedRequest['kind'] | null; tabId: number; url: URL }): number | undefined {
    for (const [id, { request }] of this.#armed) {
      if (request.kind !== sought.kind || request.tabId !== sought.tabId) continue;
      if (withoutFragment(request.url) === withoutFragment(sought.url)) return id;
    }
    return undefined;
  }
}

async function sweep(): Promise<void> {
  const rules = await chromium.declarativeNetRequest.getSessionRules();
  await remove(rules.map(({ id }) => id));
}

async function remove(ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await chromium.declarativeNetRequest.updateSessionRules({ removeRuleIds: [...ids] });
}

/**
 * A condition that always holds. Chromium answers no request with one from its cache, and keeps no answer to it, so
 * that nobody else is ever shown what a server let the browser keep. Its own words for that, `no-cache` and
 * `no-store`, count in answers only, before a rule can change them.
 */
const PAST_THE_CACHE = {
  header: 'if-unmodified-since',
  operation: 'set',
  value: 'Fri, 31 Dec 9999 23:59:59 GMT',
} as const;

function toRule(
  id: number,
  { request, headers, openerPolicy }: SignedRequest,
): chrome.declarativeNetRequest.Rule {
  return {
    id,
    condition: {
      ...exactly(request),
      isUrlFilterCaseSensitive: true,
      tabIds: [request.tabId],
      resourceTypes: [typeOf(request.kind)],
      requestMethods: ['get'],
      // A foreign frame in the same tab must not have its request for the same URL signed.
      ...(request.site !== null &&
        request.kind !== 'navigation' && { initiatorDomains: [new URL(request.site).hostname] }),
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [
        { header: 'authorization', operation: 'set', value: headers.authorization },
        { header: 'dpop', operation: 'set', value: headers.dpop },
        PAST_THE_CACHE,
      ],
      responseHeaders: [
        // Pages of one process share what they have loaded, whoever it was signed for.
        { header: 'cache-control', operation: 'set', value: 'no-store' },
        ...(openerPolicy === null
          ? []
          : [{ header: 'cross-origin-opener-policy', operation: 'set' as const, value: openerPolicy }]),
      ],
    },
  };
}

/** A page's own rule sees its URL with the fragment, which `webRequest` and the server do not. */
function exactly({ url, kind }: RefusedRequest): chrome.declarativeNetRequest.RuleCondition {
  const isPage = kind === 'navigation' || kind === 'frame' || kind === 'object';
  // An expression takes memory, of which browsers give little. In a plain filter some characters mean something.
  if (!isPage && !/[*^|#]/.test(url.href)) return { urlFilter: `|${url.href}|` };
  const letters = withoutFragment(url).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return { regexFilter: `^${letters}(?:#.*)?$` };
}

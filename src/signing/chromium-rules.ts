import { chromium } from '../platform/browser.ts';
import { kindOf } from './chromium-requests.ts';
import type { RefusedRequest } from './policy.ts';
import type { SignedHeaders } from './signer.ts';

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
}

const RESOURCE_TYPES = { navigation: 'main_frame', image: 'image', stylesheet: 'stylesheet' } as const;
/** A rule that nothing has used by then, in milliseconds, is taken away. */
const RULE_LIFETIME = 30_000;

/** The session rules that each sign one request: no other tab, kind, method or URL matches. */
export class ArmedRules {
  readonly #armed = new Map<number, SignedRequest>();
  #lastRule = 0;
  /** Settles once the rules of an ended worker are gone, whose requests were never sent. */
  readonly #swept = sweep();

  /** Installs a rule for one request, in place of an older one for the same. */
  async arm(signed: SignedRequest): Promise<number> {
    await this.#swept;
    const older = this.#find(signed.request);
    this.#lastRule += 1;
    const id = this.#lastRule;
    if (older !== undefined) this.#armed.delete(older);
    this.#armed.set(id, signed);
    const update = chromium.declarativeNetRequest.updateSessionRules({
      removeRuleIds: older === undefined ? [] : [older],
      addRules: [toRule(id, signed)],
    });
    await update.catch((error: unknown) => {
      this.#armed.delete(id);
      throw error;
    });
    setTimeout(() => void this.disarm(id), RULE_LIFETIME);
    return id;
  }

  async disarm(id: number): Promise<void> {
    if (this.#armed.delete(id)) await remove([id]);
  }

  async disarmAll(): Promise<void> {
    const ids = [...this.#armed.keys()];
    this.#armed.clear();
    await remove(ids);
  }

  /** What a request on the wire was signed with, if anything; its rule has served: a proof is for one request. */
  take({ tabId, url, type }: chrome.webRequest.OnSendHeadersDetails): SignedRequest | undefined {
    const id = this.#find({ kind: kindOf({ type }), tabId, url: new URL(url) });
    const signed = id === undefined ? undefined : this.#armed.get(id);
    if (id !== undefined) void this.disarm(id);
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

export function withoutFragment(url: URL): string {
  return url.href.replace(/#.*$/, '');
}

async function sweep(): Promise<void> {
  const rules = await chromium.declarativeNetRequest.getSessionRules();
  await remove(rules.map(({ id }) => id));
}

async function remove(ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await chromium.declarativeNetRequest.updateSessionRules({ removeRuleIds: [...ids] });
}

function toRule(
  id: number,
  { request, headers, openerPolicy }: SignedRequest,
): chrome.declarativeNetRequest.Rule {
  return {
    id,
    condition: {
      regexFilter: exactly(request.url),
      isUrlFilterCaseSensitive: true,
      tabIds: [request.tabId],
      resourceTypes: [RESOURCE_TYPES[request.kind]],
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
      ],
      ...(openerPolicy !== null && {
        responseHeaders: [{ header: 'cross-origin-opener-policy', operation: 'set', value: openerPolicy }],
      }),
    },
  };
}

/** The rule sees the URL with its fragment, which `webRequest` and the server do not. */
function exactly(url: URL): string {
  return `^${withoutFragment(url).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:#.*)?$`;
}

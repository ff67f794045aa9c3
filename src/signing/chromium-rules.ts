import { chromium } from '../platform/browser.ts';
import type { RefusedRequest } from './policy.ts';
import type { SignedHeaders } from './signer.ts';

/** One request that the next rule lets through signed: no other tab, kind, method or URL matches. */
export interface ArmedRequest {
  readonly kind: RefusedRequest['kind'];
  readonly url: URL;
  readonly tabId: number;
}

const RESOURCE_TYPES = { navigation: 'main_frame', image: 'image', stylesheet: 'stylesheet' } as const;

let lastRule = 0;

/**
 * Installs a session rule that signs one request. Whoever arms a rule disarms it when the request is seen on
 * the wire: a proof serves one request.
 *
 * @param openerPolicy the `Cross-Origin-Opener-Policy` to put on the answer, or null to leave it alone
 * @returns the rule's id
 */
export async function arm(
  { kind, url, tabId }: ArmedRequest,
  headers: SignedHeaders,
  openerPolicy: string | null,
): Promise<number> {
  lastRule += 1;
  const rule: chrome.declarativeNetRequest.Rule = {
    id: lastRule,
    condition: {
      ...exactly(url),
      isUrlFilterCaseSensitive: true,
      tabIds: [tabId],
      resourceTypes: [RESOURCE_TYPES[kind]],
      requestMethods: ['get'],
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [
        { header: 'authorization', operation: 'set', value: headers.authorization },
        { header: 'dpop', operation: 'set', value: headers.dpop },
      ],
      ...(openerPolicy === null
        ? {}
        : {
            responseHeaders: [{ header: 'cross-origin-opener-policy', operation: 'set', value: openerPolicy }],
          }),
    },
  };
  await chromium.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule.id], addRules: [rule] });
  return rule.id;
}

export async function disarm(ids: readonly number[]): Promise<void> {
  await chromium.declarativeNetRequest.updateSessionRules({ removeRuleIds: [...ids] });
}

/** Removes what a worker left behind that was ended before its requests went out. */
export async function disarmLeftovers(): Promise<void> {
  const rules = await chromium.declarativeNetRequest.getSessionRules();
  await disarm(rules.map(({ id }) => id));
}

/** The rule sees the URL with its fragment, which `webRequest` and the server do not. */
function exactly(url: URL): { regexFilter: string } {
  const href = withoutFragment(url).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return { regexFilter: `^${href}(?:#.*)?$` };
}

export function withoutFragment(url: URL): string {
  return url.href.replace(/#.*$/, '');
}

import { expect, vi } from 'vitest';
import type { ElementLoad } from '../../../src/domain/element.ts';
import type { SignedHeaders } from '../../../src/domain/exchange.ts';
import { ChromiumSigning } from '../../../src/signing/chromium-signing.ts';
import type { Authority, RefusedRequest } from '../../../src/signing/policy.ts';
import type { Place, ServerWords, SigningPorts } from '../../../src/signing/signing.ts';
import { chromium, restartBrowser } from '../../fakes/browser.ts';
import { ALICE, grantOf, POD } from '../../fakes/people.ts';
import { exchange, navigationTo, type Request } from '../../fakes/wire.ts';

export const PAGE = 'https://pod.example/alice/private/page.html';
export const PICTURE = 'https://pod.example/alice/private/picture.png';
/** No page may find what was signed in a cache. */
export const UNKEPT = { header: 'cache-control', operation: 'set', value: 'no-store' };
export const { rules } = chromium.declarativeNetRequest;

/** The rest of the worker: Alice is active, and the app may read her pod. */
export const ports = {
  authority: vi.fn<() => Promise<Authority>>(),
  sign: vi.fn<(...asked: unknown[]) => Promise<SignedHeaders>>(),
  heard: vi.fn<(request: RefusedRequest, said: ServerWords) => Promise<void>>(),
  isGiven: vi.fn<(identity: string, url: URL) => Promise<boolean>>(),
  reload: vi.fn<(place: Place, loads: readonly ElementLoad[]) => Promise<void>>(),
  hasLoaded: vi.fn<(place: Place) => Promise<boolean>>(),
  isWithinSite: vi.fn<(request: RefusedRequest) => Promise<boolean>>(),
  onSigned: vi.fn<SigningPorts['onSigned']>(),
  onAnswered: vi.fn<SigningPorts['onAnswered']>(),
  onLeft: vi.fn<(request: RefusedRequest, why: string) => void>(),
};

export let signing: ChromiumSigning;
let signatures = 0;

/** A browser without rules, and signing that has just started. */
export function startAnew(): void {
  restartBrowser();
  ports.authority.mockResolvedValue({
    active: ALICE,
    pods: [POD],
    grants: [grantOf()],
    siteIdentities: {},
    podSettings: [],
  });
  ports.heard.mockResolvedValue();
  ports.isGiven.mockResolvedValue(false);
  ports.reload.mockResolvedValue();
  ports.hasLoaded.mockResolvedValue(true);
  ports.isWithinSite.mockResolvedValue(true);
  ports.sign.mockImplementation(() => {
    signatures += 1;
    return Promise.resolve(lastSignature());
  });
  startAgain();
}

/** Starts signing anew in the same browser, as a worker does that the browser has woken. */
export function startAgain(): void {
  signing = new ChromiumSigning(ports);
}

/** What was last signed; each signature is another one. */
export function lastSignature(): SignedHeaders {
  return { authorization: `DPoP token-${signatures}`, dpop: `proof-${signatures}` };
}

/** Everything here is done within one turn: the fakes answer at once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** A page is refused and asks for a signed load. */
export async function refuse(
  request: Request = navigationTo(PAGE),
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  exchange(signing, request, 401, headers);
  return await signing.onPageRefused(request.tabId, new URL(request.url));
}

/** Every load that a document was asked to make again. */
export function loads(): readonly ElementLoad[] {
  return ports.reload.mock.calls.flatMap(([, all]) => all);
}

/** The one rule that there is. */
export function rule(): chrome.declarativeNetRequest.Rule | undefined {
  expect(rules.size).toBe(1);
  return [...rules.values()][0];
}

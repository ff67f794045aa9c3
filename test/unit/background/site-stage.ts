import { vi } from 'vitest';
import { forget } from '../../../src/background/people.ts';
import { onSomebodyElse, signing } from '../../../src/background/signing.ts';
import { admitSite, refreshSites } from '../../../src/background/site-ports.ts';
import { nextQuestion, withdrawIdentified } from '../../../src/background/sites.ts';
import type { SiteRequest } from '../../../src/domain/exchange.ts';
import type { Grant, Mode } from '../../../src/domain/grant.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { listIdentities } from '../../../src/identities/identities.ts';
import { onChange } from '../../../src/platform/changes.ts';
import { followPolicy } from '../../../src/platform/managed.ts';
import { observeRedirects } from '../../../src/signing/redirects.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { chromium, EXTENSION_ID, restartBrowser } from '../../fakes/browser.ts';
import { hideRedirects } from '../../fakes/hidden-redirects.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { grantOf, OTHER_APP } from '../../fakes/people.ts';
import { type Answer, type Server, serve } from '../../fakes/server.ts';
import { type FakePage, SitePort } from '../../fakes/site-port.ts';
import { forgetValues } from '../../fakes/values.ts';

export const MODES: readonly Mode[] = ['read', 'append', 'write'];

// What the worker's entrance wires.
onChange(() => void refreshSites());
onSomebodyElse.push(withdrawIdentified);
followPolicy(() => Promise.all([signing.voidAll(), withdrawIdentified()]));
vi.stubGlobal('location', { origin: `chrome-extension://${EXTENSION_ID}` });
hideRedirects((url, statusCode, target) => {
  const responseHeaders = target === null ? [] : [{ name: 'location', value: target }];
  chromium.webRequest.onHeadersReceived.fire({ url, statusCode, responseHeaders });
});

let cleanUps: (() => unknown)[] = [];

/** A browser at its first start; what the last test began is over. */
export async function startAnew(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  await signing.voidAll();
  restartBrowser();
  await forgetValues();
  observeRedirects();
  for (const { id } of await listIdentities()) await forget(id);
  cleanUps = [];
}

/** Somebody signs in; they are the active identity then. */
export async function signInSomebody(): Promise<{ id: IdentityId; webId: string; issuer: FakeIssuer }> {
  const issuer = await startIssuer();
  cleanUps.push(() => issuer[Symbol.asyncDispose]());
  const { id } = await keepSignedIn(issuer);
  return { id, webId: issuer.webId, issuer };
}

/** A pod that states the length of what it answers. */
export async function startPod(answer: Answer): Promise<Server> {
  const pod = await serve(async (...asked) => {
    const reply = await answer(...asked);
    if (reply === 'by-hand' || reply.status === 204) return reply;
    const length = String(Buffer.byteLength(reply.body ?? ''));
    return { ...reply, headers: { 'content-length': length, ...reply.headers } };
  });
  cleanUps.push(() => pod[Symbol.asyncDispose]());
  return pod;
}

/** A page connects, by its bridge. */
export function connectPage(page: FakePage = {}, sender: object = {}): SitePort {
  const port = new SitePort(page, sender);
  cleanUps.push(() => port.leave());
  admitSite(port.port);
  return port;
}

/** Leave for the app to do everything in a pod. */
export async function allow(identity: IdentityId, pod: Server, change: Partial<Grant> = {}): Promise<Grant> {
  const grant = grantOf({ identity, storage: parseStorageRoot(pod.url), modes: MODES, ...change });
  await addGrants([grant]);
  return grant;
}

/** The page fetches something; says when the answer has begun, or failed. */
export async function fetchBy(page: SitePort, id: number, url: string, change: Partial<SiteRequest> = {}) {
  const plain = { method: 'GET', headers: [], body: null, redirect: 'follow', cache: 'default' };
  page.say({ type: 'fetch', id, request: { url, ...plain, ...change } });
  return await answerTo(page, id);
}

/** What a call is answered with at first. */
export async function answerTo(page: SitePort, id: number) {
  return await vi.waitFor(() => {
    const answer = page.told.find((message) => 'id' in message && message.id === id);
    if (answer === undefined) throw new Error('There is no answer yet.');
    return answer;
  });
}

/** A page asks to be connected; says which question stands for it. */
export async function login(page: SitePort, id: number, options: object = {}): Promise<string> {
  page.say({ type: 'login', id, options });
  return await vi.waitFor(async () => {
    const question = await nextQuestion();
    if (question === null) throw new Error('There is no question yet.');
    return question.id;
  });
}

/** A page of another site, in another tab. */
export const OTHER_PAGE: FakePage = { site: OTHER_APP, documentId: 'two', tabId: 2 };

export const failed = (id: number, code: string) => ({ type: 'failed', id, code });

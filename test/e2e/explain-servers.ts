import * as v from 'valibot';
import { expect } from 'vitest';
import { profile } from '../world/documents.ts';
import { tellWorker } from '../world/explanation.ts';
import { credentialsOf, forgetCredentials, ownerFetch } from '../world/owner.ts';
import { pageAt } from '../world/pages.ts';
import type { People } from '../world/people.ts';
import { grantedBefore } from '../world/permissions.ts';
import { fillPods } from '../world/pods.ts';
import { allowPods, signIn, signInAgain } from '../world/popup.ts';
import { passIssuersPages } from '../world/strict-sign-in.ts';
import { startTimedServer } from '../world/timed-server.ts';
import { openScene, type Scene } from './scene.ts';
import { openStrictScene, signInStrictly } from './strict-scene.ts';
import { changeTokens } from './tokens.ts';

/** A kind of server at which things go wrong, and a browser in which Alice is signed in. */
export interface ServerToExplain extends People, AsyncDisposable {
  readonly scene: Scene;
  readonly issuer: string;
  /** What the pod wants in a proof. */
  nonce(): string | null;
  /** The issuer ends her session, and does not know her any more. */
  endSession(): Promise<void>;
  signInAgain(): Promise<void>;
  /** The issuer knows the client of somebody no longer: who that is. */
  loseClient(): Promise<string>;
  /** By whose clock it is wrong, if the pod's is two hours fast. */
  readonly clock: 'pod-clock' | 'device-clock';
  setClock(ahead: number): Promise<void>;
  /** Her profile names another issuer from now on. */
  nameOtherIssuer(): Promise<void>;
}

const TWICE_ITS_MEMORY = 240;
const ELSEWHERE = 'http://localhost:1/';

export async function communityServer(): Promise<ServerToExplain> {
  const [server, scene] = await Promise.all([startTimedServer(), openScene()]);
  const { alice, bob } = server;
  const { browser, popup } = scene;
  await fillPods(server);
  await grantedBefore(browser);
  await signIn(browser, popup, server.url, alice);
  await allowPods(popup);
  return {
    ...{ alice, bob, scene, issuer: server.url, clock: 'device-clock' },
    setClock: (ahead) => server.setClock(ahead),
    nonce: () => null,
    async endSession() {
      await changeTokens(popup, { expiresAt: 0, refreshToken: 'revoked' });
      await browser.context.clearCookies();
    },
    signInAgain: () => signInAgain(browser, popup, alice),
    async loseClient() {
      const { id, secret } = await credentialsOf(server.url, bob);
      await tellWorker(popup, 'signInWithCredentials', { input: bob.webId, clientId: id, secret });
      await popup.getByRole('radio', { name: bob.name }).waitFor();
      await forgetCredentials(server.url, bob);
      await changeTokens(popup, { expiresAt: 0 }, bob.webId);
      return `${bob.webId} ${server.url}`;
    },
    async nameOtherIssuer() {
      const fetch = await ownerFetch(server.url, alice);
      const headers = { 'content-type': 'text/turtle' };
      const body = profile(alice, ELSEWHERE);
      const { ok } = await fetch(`${alice.pod}profile/card`, { method: 'PUT', headers, body });
      expect(ok).toBe(true);
      // It remembers which issuers a profile names for two minutes.
      await server.setClock(TWICE_ITS_MEMORY);
    },
    async [Symbol.asyncDispose]() {
      await scene[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

const Registered = v.object({ client_id: v.string() });

export async function strictServers(): Promise<ServerToExplain> {
  const strict = await openStrictScene();
  const { servers, scene } = strict;
  const { alice, bob, issuer, pod, profiles } = servers;
  const { browser, popup } = scene;
  await tellWorker(popup, 'addIssuer', { address: issuer.url });
  const redirectUri = await popup.evaluate(() => chrome.identity.getRedirectURL());
  const choice = { way: 'static', clientId: await clientByStaff(issuer.url, redirectUri), method: 'none' };
  await tellWorker(popup, 'chooseClient', { issuer: issuer.url, choice, secret: null });
  await signInStrictly(strict);
  return {
    ...{ alice, bob, scene, issuer: issuer.url, clock: 'pod-clock' },
    nonce: () => pod.guard.nonce,
    async endSession() {
      issuer.revokeAll();
      issuer.endSessions();
      await changeTokens(popup, { expiresAt: 0 });
    },
    async signInAgain() {
      const button = popup.getByRole('button', { name: `Sign in again as ${alice.name}` });
      const page = pageAt(browser.context, `${issuer.url}/sign-in/`);
      await button.first().click();
      await passIssuersPages(await page, alice);
      await popup.getByText('Signed in', { exact: true }).waitFor();
    },
    async loseClient() {
      issuer.forgetClients();
      await changeTokens(popup, { expiresAt: 0 });
      return `${alice.webId} ${issuer.url}`;
    },
    setClock(ahead) {
      pod.clockSkew = ahead;
      return Promise.resolve();
    },
    nameOtherIssuer() {
      profiles.issuer = ELSEWHERE;
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => strict[Symbol.asyncDispose](),
  };
}

/** A client ID from the issuer's staff, for this extension. */
async function clientByStaff(issuer: string, redirectUri: string): Promise<string> {
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ redirect_uris: [redirectUri], post_logout_redirect_uris: [redirectUri] },
      grant_types: ['authorization_code', 'refresh_token'],
      ...{ token_endpoint_auth_method: 'none', scope: 'openid webid offline_access' },
    }),
  });
  return v.parse(Registered, await response.json()).client_id;
}

import '../fakes/worker.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseTyped } from '../../src/domain/address.ts';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { SignIn } from '../../src/domain/view.ts';
import { endSession, forgetIdentity, getIdentity, listIdentities } from '../../src/identities/identities.ts';
import { credentialsOf } from '../../src/identities/session.ts';
import { dismissSignIn, signIn, signInState, trustIssuer } from '../../src/identities/sign-in.ts';
import { discover } from '../../src/oidc/discovery.ts';
import { onChange } from '../../src/platform/changes.ts';
import { signRequest } from '../../src/signing/signer.ts';
import { browser } from '../fakes/browser.ts';
import { codeOf } from '../fakes/failure.ts';
import { expire } from '../fakes/identity.ts';
import { settled } from '../fakes/settled.ts';
import { fillPods } from '../world/pods.ts';
import { type SolidServer, startSolidServer } from '../world/solid-server.ts';
import { Visitor } from './visitor.ts';

vi.mock('../../src/platform/browser.ts', () => import('../fakes/browser.ts'));

let server: SolidServer;

beforeAll(async () => {
  server = await startSolidServer();
  await fillPods(server);
});
afterAll(() => server.stop());

beforeEach(async () => {
  await dismissSignIn();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
  const { alice } = server;
  browser.identity.launchWebAuthFlow.mockImplementation(({ url }) =>
    new Visitor(server.url, alice).consent(url),
  );
});

/** Signs in at what a person typed and trusts the server where that is the question. */
async function signInAt(input: string): Promise<SignIn> {
  const worker = { signInState, onChange };
  signIn(input);
  const state = await settled(worker);
  if (state.step !== 'trust') return state;
  await trustIssuer(state.issuer);
  return await settled(worker);
}

async function signInAs(input: string): Promise<IdentityId> {
  const state = await signInAt(input);
  if (state.step !== 'done') throw new Error(JSON.stringify(state));
  return state.identity;
}

/** Reads a page of Alice's pod as an identity, with real requests. */
async function read(id: IdentityId, path: string, refused: string | null = null): Promise<number> {
  const url = new URL(path, server.alice.pod);
  const { key, accessToken } = await credentialsOf(id, refused);
  const { authorization, dpop } = await signRequest(key, { method: 'GET', url, accessToken });
  const response = await fetch(url, { headers: { authorization, dpop } });
  await response.body?.cancel();
  return response.status;
}

describe('at the Community Solid Server', () => {
  it('somebody signs in with her WebID and reads what is private', async () => {
    const id = await signInAs(server.alice.webId);
    expect(await listIdentities()).toMatchObject([
      { id, webId: server.alice.webId, issuer: server.url, name: 'Alice Liddell', state: 'signed-in' },
    ]);
    expect((await getIdentity(id)).profile.storages).toEqual([server.alice.pod]);
    expect((await fetch(`${server.alice.pod}private/page.html`)).status).toBe(401);
    expect(await read(id, 'private/page.html')).toBe(200);
    expect(await read(id, 'private/page.html?part=2#top')).toBe(200);
  });

  it('somebody signs in with her issuer alone', async () => {
    const id = await signInAs(new URL(server.url).host);
    expect((await getIdentity(id)).webId).toBe(server.alice.webId);
  });

  it('somebody else signs in, and does not read it', async () => {
    const { bob } = server;
    browser.identity.launchWebAuthFlow.mockImplementation(({ url }) =>
      new Visitor(server.url, bob).consent(url),
    );
    const id = await signInAs(bob.webId);
    expect(await read(id, 'private/page.html')).toBe(403);
  });

  it('somebody else signs in than was asked for, and is not kept', async () => {
    const failure = { code: 'webid-other', subject: server.alice.webId };
    expect(await signInAt(server.bob.webId)).toMatchObject({ step: 'failed', failure });
    expect(await listIdentities()).toEqual([]);
  });

  it('somebody cancels, and is not kept', async () => {
    const visitor = new Visitor(server.url, server.alice);
    browser.identity.launchWebAuthFlow.mockImplementation(({ url }) => visitor.cancel(url));
    const failure = { code: 'sign-in-cancelled' };
    expect(await signInAt(server.alice.webId)).toMatchObject({ step: 'failed', failure });
    expect(await listIdentities()).toEqual([]);
  });

  it('a session is refreshed once its token has ended, time and again', async () => {
    const id = await signInAs(server.alice.webId);
    const tokens = new Set<string>();
    for (let i = 0; i < 3; i += 1) {
      await expire({ id });
      expect(await read(id, 'private/page.html')).toBe(200);
      tokens.add((await credentialsOf(id)).accessToken);
    }
    expect(tokens.size).toBe(3);
  });

  it('a session is refreshed once its token was refused', async () => {
    const id = await signInAs(server.alice.webId);
    const { accessToken } = await credentialsOf(id);
    expect(await read(id, 'private/page.html', accessToken)).toBe(200);
    expect((await credentialsOf(id)).accessToken).not.toBe(accessToken);
  });

  it('a proof serves one request, and no other URL', async () => {
    const id = await signInAs(server.alice.webId);
    const { key, accessToken } = await credentialsOf(id);
    const url = new URL('private/page.html', server.alice.pod);
    const { authorization, dpop } = await signRequest(key, { method: 'GET', url, accessToken });
    const status = async (other: URL) => (await fetch(other, { headers: { authorization, dpop } })).status;
    expect(await status(new URL('plain.html', url))).toBe(401);
    expect(await status(url)).toBe(200);
    expect(await status(url)).toBe(401);
  });

  it('nobody reads anything after the sign-out', async () => {
    const id = await signInAs(server.alice.webId);
    await endSession(id, 'signed-out');
    expect(await codeOf(read(id, 'private/page.html'))).toBe('login-required');
  });
});

describe('the issuer of the Community Solid Server is found', () => {
  const webIdOf = ({ alice }: SolidServer) => alice.webId;
  const nobody = () => null;

  it.each<[string, (world: SolidServer) => string, (world: SolidServer) => string | null]>([
    ['a WebID', ({ alice }) => alice.webId, webIdOf],
    ['a WebID without its scheme', ({ alice }) => alice.webId.replace('http://', ''), webIdOf],
    ['a profile', ({ alice }) => alice.webId.replace('#me', ''), webIdOf],
    ['the issuer', ({ url }) => url, nobody],
    ['the issuer without its slash', ({ url }) => url.slice(0, -1), nobody],
    ['the issuer without its scheme', ({ url }) => new URL(url).host, nobody],
    ['a pod', ({ alice }) => alice.pod, nobody],
    ['a private page', ({ alice }) => `${alice.pod}private/page.html`, nobody],
    ['a public page', ({ alice }) => `${alice.pod}public/page.html`, nobody],
    ['a page that is not there', ({ alice }) => `${alice.pod}public/gone.html`, nobody],
  ])('from %s', async (_what, typed, webId) => {
    expect(await discover(parseTyped(typed(server)))).toEqual({
      webId: webId(server),
      issuers: [server.url],
    });
  });
});

import '../../fakes/worker.ts';
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, at, type Json, type Lies, says } from '../../fakes/lies.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { signInByCredentials, startWithClient } from './client-stage.ts';
import { signedIn, signOut, startAnew, startWithPerson, tokensOf, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow, getRedirectURL } = port.browser.identity;

beforeEach(startAnew);

function revocationsAt(issuer: FakeIssuer): readonly Record<string, string>[] {
  return issuer.seenAt('/revoke').map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
}

async function expectSignedOut(issuer: FakeIssuer): Promise<void> {
  expect((await worker.listIdentities()).map(({ state }) => state)).toEqual(['signed-out']);
  const stored = await everythingStored();
  for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
}

describe('a sign-out', () => {
  it.each(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
    'has the refresh token revoked, with client authentication: %s',
    async (method) => {
      await using issuer = await startWithPerson({
        metadata: says({ token_endpoint_auth_methods_supported: [method] }),
      });
      const id = await signedIn(issuer);
      const token = (await tokensOf(id))?.refreshToken;
      await signOut(id);
      expect(revocationsAt(issuer)).toMatchObject([{ token, token_type_hint: 'refresh_token' }]);
      expect(issuer.sessions.refreshTokens).toEqual([]);
      await expectSignedOut(issuer);
    },
  );

  it('has the access token revoked where there is no refresh token', async () => {
    await using issuer = await startWithPerson({ tokens: says({ refresh_token: undefined }) });
    const id = await signedIn(issuer);
    const token = (await tokensOf(id))?.accessToken;
    await signOut(id);
    expect(revocationsAt(issuer)).toMatchObject([{ token, token_type_hint: 'access_token' }]);
  });

  it('has deleted the tokens here before the issuer hears of it', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const before = issuer.requests.length;
    const record = await worker.signOutHere(id);
    await expectSignedOut(issuer);
    expect(issuer.requests).toHaveLength(before);
    const seen: string[] = [];
    issuer.lies = { answer: async () => seen.push(await everythingStored()) };
    await worker.signOutThere(record);
    expect(seen.length).toBeGreaterThan(1);
    for (const token of issuer.tokens.issued) expect(seen.join()).not.toContain(token);
  });

  it('works offline', async () => {
    const issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await issuer[Symbol.asyncDispose]();
    await signOut(id);
    await expectSignedOut(issuer);
  });

  it('ends the issuer’s own session without showing anything, saying whose it is', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const { client } = await worker.getIdentity(id);
    launchWebAuthFlow.mockClear();
    await signOut(id);
    expect(launchWebAuthFlow).toHaveBeenCalledTimes(1);
    const [asked] = launchWebAuthFlow.mock.calls[0] ?? [];
    const { origin, pathname, searchParams } = new URL(asked?.url ?? '');
    expect([asked?.interactive, `${origin}${pathname}`]).toEqual([false, `${issuer.url}logout`]);
    expect([...searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri', 'id_token_hint']);
    expect(decodeJwt(searchParams.get('id_token_hint') ?? '')).toMatchObject({ webid: issuer.webId });
    expect(searchParams.get('client_id')).toBe(client.id);
    expect(searchParams.get('post_logout_redirect_uri')).toBe(getRedirectURL());
    expect([issuer.page.isSignedIn, await worker.stillSignedInAt()]).toEqual([false, []]);
  });

  it.each<[string, Lies]>([
    ['is declined', { answer: at('/revoke', { status: 400, body: { error: 'unsupported_token_type' } }) }],
    [
      'is refused to the client',
      { answer: at('/revoke', { status: 401, body: { error: 'invalid_client' } }) },
    ],
    ['fails', { answer: at('/revoke', { status: 503, body: 'Sorry' }) }],
    ['breaks off', { answer: at('/revoke', { status: 0 }) }],
    ['is not offered', { metadata: (metadata: Json) => delete metadata['revocation_endpoint'] }],
  ])('goes on where the revocation %s', async (_what, lies) => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    issuer.lies = lies;
    await signOut(id);
    await expectSignedOut(issuer);
    expect(issuer.page.isSignedIn).toBe(false);
    expect(revocationsAt(issuer).length).toBeLessThanOrEqual(1);
    expect(issuer.seenAt('/register')).toHaveLength(1);
  });

  it('opens no page where the issuer has none', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    launchWebAuthFlow.mockClear();
    issuer.lies = { metadata: (metadata) => delete metadata['end_session_endpoint'] };
    await signOut(id);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
    expect(await worker.stillSignedInAt()).toEqual([]);
  });

  it('asks nobody where the session is over already', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await worker.endSession(id, 'login-required');
    const before = issuer.requests.length;
    await signOut(id);
    expect(issuer.requests).toHaveLength(before);
    await expectSignedOut(issuer);
  });

  it('of a client that signed in for itself revokes its token and opens no page', async () => {
    await using issuer = await startWithClient();
    const state = await signInByCredentials(issuer.url);
    if (state.step !== 'done') throw new Error('The sign-in failed.');
    await signOut(state.identity);
    expect(revocationsAt(issuer)).toMatchObject([{ token_type_hint: 'access_token' }]);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('is not undone by an answer that comes late', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const { accessToken } = (await tokensOf(id)) ?? {};
    issuer.lies = { tokenAnswer: () => worker.signOutHere(id) };
    await expect(worker.credentialsOf(id, accessToken)).rejects.toMatchObject({ code: 'login-required' });
    await expectSignedOut(issuer);
  });
});

it('a revocation that is refused to the client does not register it anew', async () => {
  await using issuer = await startWithPerson();
  const id = await signedIn(issuer);
  issuer.lies = { tokenAnswer: answers({ status: 401, body: { error: 'invalid_client' } }) };
  issuer.registrations.forgetAll();
  await signOut(id);
  expect(issuer.seenAt('/register')).toHaveLength(1);
  await expectSignedOut(issuer);
});

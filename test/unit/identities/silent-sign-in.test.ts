import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, claims, type Lies, says } from '../../fakes/lies.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { expireTokens, signedIn, startAnew, startWithPerson, tokensOf, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

beforeEach(startAnew);

/** Somebody is signed in, and the access token is over. */
async function expired(issuer: FakeIssuer): Promise<IdentityId> {
  const id = await signedIn(issuer);
  await expireTokens(id);
  launchWebAuthFlow.mockClear();
  return id;
}

const registrations = (issuer: FakeIssuer) => issuer.seenAt('/register').length;
const stateOf = async (id: IdentityId) => (await worker.getIdentity(id)).session.state;

describe('a session that its issuer has ended', () => {
  it('begins again without the person, with the same key, where the issuer still knows them', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    const { key } = await worker.getIdentity(id);
    issuer.sessions.endAll();
    const { accessToken, key: used } = await worker.credentialsOf(id);
    expect(used.jkt).toBe(key.jkt);
    expect(await tokensOf(id)).toMatchObject({ accessToken, refreshToken: issuer.sessions.refreshTokens[0] });
    const [asked] = launchWebAuthFlow.mock.calls.map(([details]) => details);
    expect(asked?.interactive).toBe(false);
    expect(new URL(asked?.url ?? '').searchParams.get('prompt')).toBe('none');
    expect([launchWebAuthFlow.mock.calls.length, registrations(issuer)]).toEqual([1, 1]);
  });

  it('goes on while the issuer cannot be reached, and begins again once it can', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    const before = await tokensOf(id);
    issuer.lies = {
      callback: () => Object.assign(issuer, { lies: { tokenAnswer: answers({ status: 0 }) } }),
    };
    expect(await codeOf(worker.credentialsOf(id))).toBe('unreachable');
    expect(await tokensOf(id)).toEqual(before);
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('is tried once more where the page could not be loaded: that says nothing of the person', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    launchWebAuthFlow.mockRejectedValueOnce(new Error('Authorization page could not be loaded.'));
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(launchWebAuthFlow).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['at once', 1, 'Authorization page could not be loaded.'],
    ['as it is tried again', 2, 'Requires user interaction'],
  ])('goes on where the line is cut %s, of which the browser says the same', async (_when, tries, words) => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    for (let left = tries; left > 1; left -= 1) launchWebAuthFlow.mockRejectedValueOnce(new Error(words));
    launchWebAuthFlow.mockImplementationOnce(() => {
      issuer.lies = { discovery: answers({ status: 0 }) };
      return Promise.reject(new Error(words));
    });
    expect(await codeOf(worker.credentialsOf(id))).toBe('unreachable');
    expect(launchWebAuthFlow).toHaveBeenCalledTimes(tries);
    expect(await stateOf(id)).toBe('signed-in');
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('waits for the person where the page does not lead back though the issuer answers', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    launchWebAuthFlow.mockRejectedValue(new Error('Requires user interaction'));
    expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    expect(launchWebAuthFlow).toHaveBeenCalledTimes(2);
    expect(await stateOf(id)).toBe('login-required');
  });

  it.each(['Authorization page load timed out.', 'Only one web auth flow is allowed at a time.'])(
    'ends no session where the browser says “%s”',
    async (words) => {
      await using issuer = await startWithPerson();
      const id = await expired(issuer);
      issuer.sessions.endAll();
      launchWebAuthFlow.mockRejectedValueOnce(new Error(words));
      expect(await codeOf(worker.credentialsOf(id))).not.toBe('login-required');
      expect(await stateOf(id)).toBe('signed-in');
      expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    },
  );

  it('begins again once for twenty requests', async () => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    const all = await Promise.all(Array.from({ length: 20 }, () => worker.credentialsOf(id)));
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(launchWebAuthFlow).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Lies]>([
    ['somebody else is signed in there', { idToken: claims({ webid: 'https://bob.example/#me' }) }],
    ['nobody is signed in there', {}],
    ['it does not answer as it should', { callback: (url) => url.searchParams.set('state', 'x') }],
    ['its tokens are for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }],
    ['it is older, and may not do as it does', { tokens: says({ token_type: 'Bearer' }) }],
    ['it wants consent', { callback: (url) => url.searchParams.set('error', 'consent_required') }],
  ])('waits for the person where %s, keeps no token, and does not ask again', async (_what, lies) => {
    await using issuer = await startWithPerson();
    const id = await expired(issuer);
    issuer.sessions.endAll();
    issuer.lies = lies;
    issuer.page.isSignedIn = Object.keys(lies).length > 0;
    expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    expect((await worker.getIdentity(id)).session).toEqual({ state: 'login-required' });
    const stored = await everythingStored();
    for (const token of issuer.tokens.issued) expect(stored).not.toContain(token);
    const before = issuer.requests.length;
    expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    expect([issuer.requests.length, launchWebAuthFlow.mock.calls.length]).toEqual([before, 1]);
  });
});

describe('a session without a refresh token', () => {
  const lies: Lies = { tokens: says({ refresh_token: undefined }) };

  it('begins again without the person, and no refresh is tried', async () => {
    await using issuer = await startWithPerson(lies);
    const id = await expired(issuer);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    // The one that is refused asks whether the registration still holds.
    expect(
      issuer
        .seenAt('/token')
        .slice(1)
        .map(({ body }) => new URLSearchParams(body).get('refresh_token')),
    ).toEqual(['none', null]);
    expect(launchWebAuthFlow.mock.calls.map(([{ interactive }]) => interactive)).toEqual([false]);
  });

  it('goes on while the issuer is not there', async () => {
    const issuer = await startWithPerson(lies);
    const id = await expired(issuer);
    await issuer[Symbol.asyncDispose]();
    expect(await codeOf(worker.credentialsOf(id))).toBe('unreachable');
    expect(await stateOf(id)).toBe('signed-in');
  });
});

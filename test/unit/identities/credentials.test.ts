import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { identityIdOf } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, claims, type Lies, says } from '../../fakes/lies.ts';
import { CREDENTIALS, expectNothingKept, signInByCredentials, startWithClient } from './client-stage.ts';
import { expireTokens, outcome, signInOnceMore, startAnew, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { launchWebAuthFlow } = port.browser.identity;

const BOB = 'https://bob.example/card#me';

beforeEach(startAnew);

describe('a client that signs in for itself', () => {
  it.each(['client_secret_basic', 'client_secret_post'])(
    'is an identity without a page: %s',
    async (method) => {
      await using issuer = await startWithClient({}, method);
      const id = identityIdOf(issuer.webId, issuer.url);
      expect(await signInByCredentials(issuer.url)).toEqual({ step: 'done', identity: id });
      const { session, signsIn, client } = await worker.getIdentity(id);
      expect([signsIn, client.id, client.method]).toEqual(['by-credentials', CREDENTIALS.clientId, method]);
      expect(session).toMatchObject({ tokens: { refreshToken: null, idToken: null } });
      expect(launchWebAuthFlow).not.toHaveBeenCalled();
      expect(issuer.seenAt('/register')).toEqual([]);
      expect(port.browser.storage.session.text).not.toContain(CREDENTIALS.secret);
    },
  );

  it('has no refresh token, though the issuer gives one', async () => {
    await using issuer = await startWithClient({ tokens: says({ refresh_token: 'r' }) });
    await signInByCredentials(issuer.url);
    const { session } = await worker.getIdentity(identityIdOf(issuer.webId, issuer.url));
    expect(session).toMatchObject({ tokens: { refreshToken: null } });
  });

  it('is the person who was typed where its token says nothing', async () => {
    await using issuer = await startWithClient({ tokens: says({ access_token: 'opaque' }) });
    expect(await signInByCredentials(issuer.webId)).toMatchObject({ step: 'done' });
  });

  it('waits for the person’s trust in the issuer with its secret, and drops it with the question', async () => {
    await using issuer = await startWithClient();
    await worker.distrust(issuer.url);
    const question = await signInByCredentials(issuer.url);
    expect(question).toMatchObject({ step: 'trust', issuer: issuer.url });
    expect(JSON.stringify(question)).not.toContain(CREDENTIALS.secret);
    await worker.dismissSignIn();
    await expectNothingKept(issuer);
    await signInByCredentials(issuer.url);
    await worker.trustIssuer(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'done' });
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('asks about an issuer that calls its token a bearer token, and goes on with the same secret', async () => {
    await using issuer = await startWithClient({ tokens: says({ token_type: 'Bearer' }) });
    expect(await signInByCredentials(issuer.url)).toMatchObject({
      step: 'legacy',
      reason: 'token-type-bearer',
    });
    expect(await worker.listIdentities()).toEqual([]);
    await worker.allowLegacy(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'done' });
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });
});

describe('the session of a client that signs in for itself', () => {
  async function expiredAt(issuer: FakeIssuer) {
    await signInByCredentials(issuer.url);
    const id = identityIdOf(issuer.webId, issuer.url);
    await expireTokens(id);
    return id;
  }
  const sessionOf = async (id: Parameters<typeof worker.getIdentity>[0]) =>
    (await worker.getIdentity(id)).session;

  it('is renewed by the same grant, once for twenty requests', async () => {
    await using issuer = await startWithClient();
    const id = await expiredAt(issuer);
    const all = await Promise.all(Array.from({ length: 20 }, () => worker.credentialsOf(id)));
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1);
    const grants = issuer.seenAt('/token').map(({ body }) => new URLSearchParams(body).get('grant_type'));
    expect(grants).toEqual(['client_credentials', 'client_credentials']);
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it.each<[string, Lies, string]>([
    ['the issuer is out of order', { tokenAnswer: answers({ status: 503, body: '' }) }, 'token-invalid'],
    [
      'the issuer does not know it',
      { tokenAnswer: answers({ status: 401, body: { error: 'invalid_client' } }) },
      'client-refused',
    ],
    ['the token is for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
  ])('goes on while %s', async (_what, lies, code) => {
    await using issuer = await startWithClient();
    const id = await expiredAt(issuer);
    const before = await sessionOf(id);
    issuer.lies = lies;
    expect(await codeOf(worker.credentialsOf(id))).toBe(code);
    expect(await sessionOf(id)).toEqual(before);
    issuer.lies = {};
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(issuer.seenAt('/register')).toEqual([]);
  });

  it('ends when the token is suddenly somebody else’s', async () => {
    await using issuer = await startWithClient();
    const id = await expiredAt(issuer);
    issuer.lies = { accessToken: claims({ webid: BOB }) };
    expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    expect(await sessionOf(id)).toEqual({ state: 'login-required' });
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('begins again as it began', async () => {
    await using issuer = await startWithClient();
    const id = await expiredAt(issuer);
    expect(await signInOnceMore(id)).toEqual({ step: 'done', identity: id });
    expect(launchWebAuthFlow).not.toHaveBeenCalled();
  });
});

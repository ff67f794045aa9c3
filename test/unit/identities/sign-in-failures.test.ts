import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { identityIdOf } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { claims, type Lies } from '../../fakes/lies.ts';
import { serve } from '../../fakes/server.ts';
import { outcome, signInAndTrust, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser } = port;
const OIDC_ISSUER = '<http://www.w3.org/ns/solid/terms#oidcIssuer>';

beforeEach(startAnew);

describe('a sign-in that fails keeps nothing', () => {
  const refusal = (message: string) => () => Promise.reject(new Error(message));
  const elsewhere = 'https://bob.example/card#me';

  it.each<[string, Lies, string]>([
    [
      'when somebody else signed in',
      { idToken: ({ claims }) => (claims['webid'] = elsewhere) },
      'webid-other',
    ],
    ['when the registration is declined', { registration: (s) => (s.status = 403) }, 'registration-refused'],
    [
      'when the person comes back otherwise',
      { callback: (url) => url.searchParams.set('state', 'x') },
      'authorization-state',
    ],
    ['when the tokens are not bound', { accessToken: claims({ cnf: undefined }) }, 'token-not-bound'],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startWithPerson(lies);
    expect(await signInAndTrust(issuer.webId, issuer.url)).toMatchObject({
      step: 'failed',
      failure: { code },
    });
    expect(await worker.listIdentities()).toEqual([]);
    expect(await worker.activeIdentity()).toBeNull();
  });

  it.each([
    ['The user did not approve access.', 'sign-in-cancelled'],
    ['User cancelled or denied access.', 'sign-in-cancelled'],
    ['Authorization page could not be loaded.', 'sign-in-page-failed'],
    ['Only one web auth flow may run at a time.', 'sign-in-stuck'],
    ['Something new.', 'sign-in-page-failed'],
  ])('when the browser says “%s”', async (words, code) => {
    await using issuer = await startWithPerson();
    browser.identity.launchWebAuthFlow.mockImplementation(refusal(words));
    expect(await signInAndTrust(issuer.webId, issuer.url)).toMatchObject({
      step: 'failed',
      failure: { code },
    });
    expect(issuer.seenAt('/token')).toEqual([]);
    expect(await worker.listIdentities()).toEqual([]);
  });

  it.each<[string, NonNullable<Lies['profile']>, string]>([
    [
      'names another issuer',
      (s) => (s.body = `<#me> ${OIDC_ISSUER} <https://idp.example>.`),
      'profile-names-other-issuer',
    ],
    ['is gone', (s) => (s.status = 404), 'profile-invalid'],
    ['is broken', (s) => (s.body = '<#me>'), 'profile-invalid'],
  ])('when the profile %s', async (_what, profile, code) => {
    await using issuer = await startWithPerson({ profile });
    // Who types the issuer instead of the WebID meets the profile after the sign-in.
    expect(await signInAndTrust(issuer.url, issuer.url)).toMatchObject({ step: 'failed', failure: { code } });
    expect(await worker.listIdentities()).toEqual([]);
  });

  it('when the WebID is a profile of another server that does not know the issuer', async () => {
    await using other = await serve(() => ({
      headers: { 'content-type': 'text/turtle' },
      body: '<#me> a <#Person>.',
    }));
    const webid = `${other.url}card#me`;
    await using issuer = await startWithPerson({ idToken: ({ claims }) => (claims['webid'] = webid) });
    const failure = { code: 'profile-names-other-issuer', subject: webid };
    expect(await signInAndTrust(issuer.url, issuer.url)).toMatchObject({ step: 'failed', failure });
    expect(await worker.listIdentities()).toEqual([]);
  });

  it('of the new session, and leaves the old one as it was', async () => {
    await using issuer = await startWithPerson();
    await signInAndTrust(issuer.webId, issuer.url);
    const before = await worker.getIdentity(identityIdOf(issuer.webId, issuer.url));
    issuer.lies = { idToken: ({ claims }) => (claims['webid'] = elsewhere) };
    await worker.signInAgain(before.id);
    expect(await outcome()).toMatchObject({
      step: 'failed',
      failure: { code: 'webid-other', subject: elsewhere },
    });
    expect(await worker.getIdentity(before.id)).toEqual(before);
  });
});

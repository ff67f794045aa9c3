import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as port from '../../fakes/browser.ts';
import { byStaff } from '../../fakes/clients.ts';
import { answers, claims, type Json, type Lies, says } from '../../fakes/lies.ts';
import { expectNothingKept, signInByCredentials, startWithClient } from './client-stage.ts';
import { startAnew } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const BOB = 'https://bob.example/card#me';

beforeEach(startAnew);

describe('a client is refused, and nothing is kept,', () => {
  const opaque: Lies = { tokens: says({ access_token: 'opaque' }) };

  it.each<[string, Lies, string, boolean?]>([
    ['whose token is for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
    ['whose token is for no key', { accessToken: claims({ cnf: undefined }) }, 'token-not-bound'],
    [
      'whose token is a bearer token',
      { tokens: says({ token_type: 'Bearer', access_token: 'a' }) },
      'token-type',
    ],
    ['whose token is of another type', { tokens: says({ token_type: 'mac' }) }, 'token-type'],
    ['whose token names nobody', { accessToken: claims({ webid: undefined }) }, 'webid-missing', true],
    ['whose token says nothing', opaque, 'webid-missing', true],
    ['that is somebody else', { accessToken: claims({ webid: BOB }) }, 'webid-other'],
    [
      'whom the profile does not give to the issuer',
      { profile: (s) => Object.assign(s, { body: '<#me> a <#Person>.' }) },
      'profile-names-other-issuer',
      true,
    ],
    [
      'to whom the issuer redirects',
      { tokenAnswer: answers({ status: 307, headers: { location: '/x' } }) },
      'redirected',
    ],
    [
      'while the issuer is out of order',
      { tokenAnswer: answers({ status: 503, body: '' }) },
      'token-invalid',
    ],
  ])('%s', async (_what, lies, code, isIssuerTyped = false) => {
    await using issuer = await startWithClient(lies);
    const input = isIssuerTyped ? issuer.url : issuer.webId;
    expect(await signInByCredentials(input)).toMatchObject({ step: 'failed', failure: { code } });
    expect(issuer.seenAt('/token')).toHaveLength(1);
    await expectNothingKept(issuer);
  });

  it.each<[string, Json]>([
    ['that has another secret', { client_secret: 'another' }],
    ['that the issuer does not know', { client_id: 'another' }],
    ['that may not sign in for itself', { grant_types: ['authorization_code'] }],
  ])('%s', async (_what, change) => {
    await using issuer = await startWithClient();
    const [known] = issuer.registrations.all;
    issuer.registrations.forgetAll();
    issuer.registrations.add({ ...byStaff({ client_id: '' }), ...known, ...change });
    expect(await signInByCredentials(issuer.url)).toMatchObject({ failure: { code: 'client-refused' } });
    await expectNothingKept(issuer);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { answers, claims, type Lies, says } from '../../fakes/lies.ts';
import { signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

/** What a sign-in at such an issuer fails with, and how often it asked for a token. */
async function outcome(lies: Lies) {
  await using issuer = await startIssuer(lies);
  const code = await codeOf(signInAt(issuer));
  return { code, tokenRequests: issuer.seenAt('/token').length, others: issuer.seenAt('/alice/card').length };
}

describe('an ID token is refused', () => {
  it.each<[string, Lies, string?]>([
    ['that never ends', { idToken: claims({ exp: undefined }) }],
    ['that ends at no time', { idToken: claims({ exp: 'tomorrow' }) }],
    ['without its time', { idToken: claims({ iat: undefined }) }],
    ['without an issuer', { idToken: claims({ iss: undefined }) }],
    ['without an audience', { idToken: claims({ aud: undefined }) }],
    ['without a subject', { idToken: claims({ sub: undefined }) }],
    ['without a nonce', { idToken: claims({ nonce: undefined }) }, 'issuer-legacy'],
    ['that is none', { tokens: says({ id_token: 'a.b.c' }) }],
    ['that is not there', { tokens: says({ id_token: undefined }) }],
    ['that is a number', { tokens: says({ id_token: 5 }) }],
  ])('%s', async (_what, lies, code = 'token-invalid') => {
    expect(await outcome(lies)).toEqual({ code, tokenRequests: 1, others: 0 });
  });
});

describe('a token answer is refused', () => {
  const challenge = { 'www-authenticate': 'Basic realm="a"' };

  it.each<[string, Lies, string]>([
    ['with a token of no type', { tokens: says({ token_type: undefined }) }, 'token-invalid'],
    ['without an access token', { tokens: says({ access_token: undefined }) }, 'token-invalid'],
    ['with an end that is no time', { tokens: says({ expires_in: 'soon' }) }, 'token-invalid'],
    [
      'that says no',
      { tokenAnswer: answers({ status: 400, body: { error: 'invalid_grant' } }) },
      'token-refused',
    ],
    [
      'that is a challenge to the client',
      { tokenAnswer: answers({ status: 401, headers: challenge }) },
      'client-refused',
    ],
    [
      'that is another challenge',
      {
        tokenAnswer: answers({ status: 401, headers: { 'www-authenticate': 'DPoP error="invalid_token"' } }),
      },
      'token-refused',
    ],
    ['that fails', { tokenAnswer: answers({ status: 503 }) }, 'token-invalid'],
    ['that is no JSON', { tokenAnswer: answers({ body: '<html>' }) }, 'token-invalid'],
    ['that is larger than 64 KiB', { tokens: says({ x: 'x'.repeat(65_536) }) }, 'too-large'],
    [
      'that says that the client is unknown',
      { tokenAnswer: answers({ status: 401, body: { error: 'invalid_client' } }) },
      'client-refused',
    ],
    [
      'that says so with a challenge (RFC 6749 section 5.2)',
      { tokenAnswer: answers({ status: 401, headers: challenge, body: { error: 'invalid_client' } }) },
      'client-refused',
    ],
    [
      'that says that the client may not do this',
      { tokenAnswer: answers({ status: 400, body: { error: 'unauthorized_client' } }) },
      'client-refused',
    ],
    ['that breaks off', { tokenAnswer: answers({ status: 0 }) }, 'unreachable'],
  ])('%s', async (_what, lies, code) => {
    expect(await outcome(lies)).toEqual({ code, tokenRequests: 1, others: 0 });
  });

  it('that demands one nonce after the other, once', async () => {
    const demand = () => ({ 'content-type': 'application/json', 'dpop-nonce': crypto.randomUUID() });
    const refused = { status: 400, body: { error: 'use_dpop_nonce' } };
    const tokenAnswer: Lies['tokenAnswer'] = (statement) =>
      answers({ ...refused, headers: demand() })(statement);
    expect(await outcome({ tokenAnswer })).toEqual({ code: 'token-refused', tokenRequests: 2, others: 0 });
  });
});

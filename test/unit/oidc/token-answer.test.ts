import { decodeJwt, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import { answers, claims, type Json, type Lies, says } from '../../fakes/lies.ts';
import { signInAt } from '../../fakes/sign-in.ts';

const now = Math.floor(Date.now() / 1000);
const SECRET = new TextEncoder().encode('a secret of at least thirty-two bytes');
const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
]);
const naming = (...algorithms: string[]) => says({ id_token_signing_alg_values_supported: algorithms });
const withSecret = { alg: 'HS256', kid: 'one' };

function unsigned(body: Json): void {
  body['id_token'] = new UnsecuredJWT(decodeJwt(String(body['id_token']))).encode();
}

/** What a sign-in at such an issuer fails with, and how often it asked for a token. */
async function outcome(lies: Lies) {
  await using issuer = await startIssuer(lies);
  const code = await codeOf(signInAt(issuer));
  return { code, tokenRequests: issuer.seenAt('/token').length, others: issuer.seenAt('/alice/card').length };
}

describe('an ID token is refused', () => {
  it.each<[string, Lies, string?]>([
    ['of another issuer', { idToken: claims({ iss: 'https://evil.example/' }) }],
    ['for another client', { idToken: claims({ aud: 'other' }) }],
    ['for solid alone', { idToken: claims({ aud: 'solid' }) }],
    ['for another client besides', { idToken: claims({ aud: ['latchkey', 'other'], azp: 'latchkey' }) }],
    ['for two audiences without an azp', { idToken: claims({ aud: ['latchkey', 'solid'] }) }],
    ['for two audiences and another azp', { idToken: claims({ aud: ['latchkey', 'solid'], azp: 'other' }) }],
    ['that is over', { idToken: claims({ exp: now - 60 }) }],
    ['that never ends', { idToken: claims({ exp: undefined }) }],
    ['that is not yet valid', { idToken: claims({ nbf: now + 600 }) }],
    ['without its time', { idToken: claims({ iat: undefined }) }],
    ['without a nonce', { idToken: claims({ nonce: undefined }) }],
    ['with another nonce', { idToken: claims({ nonce: 'other' }) }],
    ['without a subject', { idToken: claims({ sub: undefined }) }],
    ['without a WebID', { idToken: claims({ webid: undefined }) }, 'webid-missing'],
    ['with a WebID that is no URL', { idToken: claims({ webid: 'alice' }) }, 'webid-missing'],
    ['signed by a stranger', { idToken: (draft) => (draft.key = stranger.privateKey) }],
    ['signed with an unknown key', { idToken: (draft) => (draft.header.kid = 'two') }],
    [
      'signed with a shared secret',
      {
        metadata: naming('ES256', 'HS256'),
        idToken: (draft) => Object.assign(draft, { key: SECRET, header: withSecret }),
      },
    ],
    ['that is not signed', { metadata: naming('ES256', 'none'), tokens: unsigned }],
    ['signed in a way that the issuer does not name', { metadata: naming('RS256') }],
    ['when the issuer has no keys', { keys: (keys) => keys.splice(0) }],
    ['when its key is for something else', { keys: ([key]) => Object.assign(key ?? {}, { use: 'enc' }) }],
    ['that is none', { tokens: says({ id_token: 'a.b.c' }) }],
    ['that is not there', { tokens: says({ id_token: undefined }) }],
  ])('%s', async (_what, lies, code = 'token-invalid') => {
    expect(await outcome(lies)).toEqual({ code, tokenRequests: 1, others: 0 });
  });
});

describe('a token answer is refused', () => {
  const challenge = { 'www-authenticate': 'Basic realm="a"' };
  const elsewhere = { status: 307, headers: { location: '/alice/card' } };

  it.each<[string, Lies, string]>([
    ['with a bearer token', { tokens: says({ token_type: 'Bearer' }) }, 'token-not-bound'],
    ['with a token of another type', { tokens: says({ token_type: 'mac' }) }, 'token-invalid'],
    ['with a token of no type', { tokens: says({ token_type: undefined }) }, 'token-invalid'],
    ['without an access token', { tokens: says({ access_token: undefined }) }, 'token-invalid'],
    ['with a token for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
    ['with a token for no key', { accessToken: claims({ cnf: undefined }) }, 'token-not-bound'],
    [
      'that says no',
      { tokenAnswer: answers({ status: 400, body: { error: 'invalid_grant' } }) },
      'token-refused',
    ],
    ['that is a challenge', { tokenAnswer: answers({ status: 401, headers: challenge }) }, 'token-refused'],
    ['that fails', { tokenAnswer: answers({ status: 503 }) }, 'token-invalid'],
    ['that is no JSON', { tokenAnswer: answers({ body: '<html>' }) }, 'token-invalid'],
    ['that is larger than 64 KiB', { tokens: says({ x: 'x'.repeat(65_536) }) }, 'too-large'],
    ['that is elsewhere, which is not asked', { tokenAnswer: answers(elsewhere) }, 'unreachable'],
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

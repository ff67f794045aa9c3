import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { readIssuer } from '../../../src/oidc/metadata.ts';
import { refresh } from '../../../src/oidc/refresh.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { answers, claims, type Lies, says } from '../../fakes/lies.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import { signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const FOR_NOW = { legacy: false, now: Date.now, onSend: () => Promise.resolve() };

async function refreshAt(issuer: FakeIssuer, lies: Lies = {}) {
  const before = await signInAt(issuer);
  issuer.lies = lies;
  const metadata = await readIssuer(issuer.url, new URL(issuer.url));
  return { before, after: await refresh({ ...before, metadata, ...FOR_NOW }) };
}

describe('a refresh', () => {
  it('gives a new access token for the same key', async () => {
    await using issuer = await startIssuer();
    const { before, after } = await refreshAt(issuer);
    expect(after.accessToken).not.toBe(before.tokens.accessToken);
    expect(decodeJwt(after.accessToken)).toMatchObject({ cnf: { jkt: before.key.jkt } });

    const request = issuer.seenAt('/token')[1];
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: before.tokens.refreshToken,
      client_id: before.client.id,
    });
    const { jkt } = await verifyProof(String(request?.headers['dpop']), 'POST', `${issuer.url}token`);
    expect(jkt).toBe(before.key.jkt);
  });

  it('keeps the refresh token where the answer holds none', async () => {
    await using issuer = await startIssuer();
    const { before, after } = await refreshAt(issuer);
    expect(after.refreshToken).toBe(before.tokens.refreshToken);
  });

  it('takes the new refresh token where the answer holds one', async () => {
    await using issuer = await startIssuer();
    issuer.sessions.rotates = true;
    const { before, after } = await refreshAt(issuer);
    expect(after.refreshToken).not.toBe(before.tokens.refreshToken);
    expect(await codeOf(refresh({ ...before, tokens: after, ...FOR_NOW }))).toBeNull();
    expect(await codeOf(refresh({ ...before, ...FOR_NOW }))).toBe('login-required');
  });

  it('keeps the ID token where the answer holds none', async () => {
    await using issuer = await startIssuer();
    const { before, after } = await refreshAt(issuer, { tokens: says({ id_token: undefined }) });
    expect(after.idToken).toBe(before.tokens.idToken);
  });

  it('meets a demand for a nonce with one new proof', async () => {
    await using issuer = await startIssuer();
    const before = await signInAt(issuer);
    issuer.sessions.nonce = 'n-1';
    expect(await codeOf(refresh({ ...before, ...FOR_NOW }))).toBeNull();
    expect(issuer.seenAt('/token')).toHaveLength(3);
  });

  it('is not tried without a refresh token', async () => {
    await using issuer = await startIssuer({ tokens: says({ refresh_token: undefined }) });
    expect(await codeOf(refreshAt(issuer))).toBe('login-required');
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });
});

const answering = (change: Parameters<typeof answers>[0]): Lies => ({ tokenAnswer: answers(change) });
const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
]);

describe('a refresh ends the session', () => {
  it.each<[string, Lies]>([
    ['the issuer says invalid_grant', answering({ status: 400, body: { error: 'invalid_grant' } })],
    ['it gives tokens of somebody else', { idToken: claims({ webid: 'https://bob.example/#me' }) }],
    ['it gives tokens of another subject', { idToken: claims({ sub: 'bob' }) }],
    ['the ID token is of another issuer', { idToken: claims({ iss: 'https://evil.example/' }) }],
  ])('when %s', async (_what, lies) => {
    await using issuer = await startIssuer();
    expect(await codeOf(refreshAt(issuer, lies))).toBe('login-required');
  });
});

describe('a refresh fails, and the session goes on,', () => {
  it.each<[string, Lies, string]>([
    ['the issuer is out of order', answering({ status: 503, body: 'Sorry' }), 'refresh-failed'],
    [
      'a broken issuer says invalid_grant',
      answering({ status: 500, body: { error: 'invalid_grant' } }),
      'refresh-failed',
    ],
    [
      'the issuer says invalid_client',
      answering({ status: 400, body: { error: 'invalid_client' } }),
      'client-refused',
    ],
    [
      'the issuer wants another login of the client',
      answering({ status: 401, headers: { 'www-authenticate': 'Basic realm="a"' } }),
      'client-refused',
    ],
    ['the answer is no JSON', answering({ body: '<html>' }), 'refresh-failed'],
    ['the answer is elsewhere', answering({ status: 307, headers: { location: '/jwks' } }), 'redirected'],
    ['the answer breaks off', answering({ status: 0 }), 'unreachable'],
    ['the answer is too large', { tokens: says({ x: 'x'.repeat(65_536) }) }, 'too-large'],
    ['the token is called a bearer token', { tokens: says({ token_type: 'Bearer' }) }, 'issuer-legacy'],
    [
      'the token is a bearer token',
      { tokens: says({ token_type: 'Bearer', access_token: 'opaque' }) },
      'token-type',
    ],
    ['the token is for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
    ['the ID token is for another client', { idToken: claims({ aud: 'other' }) }, 'id-token-audience'],
    ['the ID token was made for another client', { idToken: claims({ azp: 'other' }) }, 'id-token-party'],
    [
      'the ID token is signed by a stranger',
      { idToken: (draft) => (draft.key = stranger.privateKey) },
      'id-token-signature',
    ],
    ['the ID token is over', { idToken: claims({ exp: 1 }) }, 'id-token-time'],
    ['the ID token goes with another access token', { idToken: claims({ at_hash: 'a' }) }, 'id-token-hash'],
    [
      'the ID token is signed in an unknown way',
      { metadata: says({ id_token_signing_alg_values_supported: ['RS256'] }) },
      'id-token-algorithm',
    ],
  ])('when %s', async (_what, lies, code) => {
    await using issuer = await startIssuer();
    expect(await codeOf(refreshAt(issuer, lies))).toBe(code);
    expect(issuer.seenAt('/token')).toHaveLength(2);
  });

  it('when nobody answers', async () => {
    const issuer = await startIssuer();
    const before = await signInAt(issuer);
    await issuer[Symbol.asyncDispose]();
    expect(await codeOf(refresh({ ...before, ...FOR_NOW }))).toBe('unreachable');
  });
});

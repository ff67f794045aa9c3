import { UnsecuredJWT } from 'jose';
import type { IDToken } from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { assertBound, expiryOf, webIdOf } from '../../../src/oidc/tokens.ts';
import { failureOf } from '../../fakes/failure.ts';

const jwt = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode();

describe('an access token', () => {
  it.each([
    ['a JWT for our key', jwt({ cnf: { jkt: 'ours' } })],
    ['an opaque one', 'opaque'],
    ['an opaque one with dots', 'a.b.c'],
  ])('is bound to our key: %s', (_what, access_token) => {
    expect(() => assertBound({ access_token, token_type: 'dpop' }, 'ours')).not.toThrow();
  });

  it.each([
    ['a bearer token', 'bearer', jwt({ cnf: { jkt: 'ours' } })],
    ['an opaque bearer token', 'bearer', 'opaque'],
    ['a JWT for another key', 'dpop', jwt({ cnf: { jkt: 'theirs' } })],
    ['a JWT for no key', 'dpop', jwt({})],
    ['a JWT bound by a certificate', 'dpop', jwt({ cnf: { 'x5t#S256': 'ours' } })],
    ['a JWT with an odd binding', 'dpop', jwt({ cnf: 'ours' })],
    ['a JWT bound to nothing', 'dpop', jwt({ cnf: null })],
  ] as const)('is refused where it is not: %s', (_what, token_type, access_token) => {
    expect(failureOf(() => assertBound({ access_token, token_type }, 'ours')).code).toBe('token-not-bound');
  });

  const now = 1_000_000;
  it.each([
    ['as the answer says', { access_token: jwt({ exp: 9 }), expires_in: 60 }, now + 60_000],
    ['at once where the answer says so', { access_token: 'opaque', expires_in: 0 }, now],
    ['as it says itself', { access_token: jwt({ exp: 1060 }) }, 1_060_000],
    ['soon where nobody says when', { access_token: 'opaque' }, now + 300_000],
    ['soon where it says nothing of it', { access_token: jwt({}) }, now + 300_000],
    ['soon where it says no time', { access_token: jwt({ exp: 'tomorrow' }) }, now + 300_000],
  ])('ends %s', (_when, response, end) => {
    expect(expiryOf({ ...response, token_type: 'dpop' }, now)).toBe(end);
  });
});

describe('the WebID of an ID token', () => {
  const client = { client_id: 'latchkey' };
  const claims: IDToken = { iss: 'https://idp.example', sub: 'alice', aud: 'latchkey', iat: 0, exp: 1 };
  const webid = 'https://alice.example/#me';

  it.each([
    ['its webid', { webid }],
    ['its webid, whatever its subject', { webid, sub: 'https://other.example/' }],
    ['its subject where that is a URL', { sub: webid }],
    ['for an audience of us and solid', { webid, aud: ['latchkey', 'solid'] }],
    ['for an audience of us in a list', { webid, aud: ['latchkey'] }],
  ])('is %s', (_what, change) => {
    expect(webIdOf({ ...claims, ...change }, client)).toBe(webid);
  });

  it.each([
    ['neither it nor the subject is a URL', {}, 'webid-missing'],
    ['it is no URL, though the subject is', { webid: 'alice', sub: webid }, 'webid-missing'],
    ['it is a number', { webid: 5, sub: webid }, 'webid-missing'],
    ['it is a script', { webid: 'javascript:alert(1)' }, 'webid-missing'],
    ['it is mail', { sub: 'mailto:alice@example.org' }, 'webid-missing'],
    ['it holds a space, as no identity may', { webid: `${webid} https://idp.example` }, 'webid-missing'],
    ['somebody else is in the audience', { webid, aud: ['latchkey', 'solid', 'other'] }, 'token-invalid'],
    ['the audience is somebody else', { webid, aud: 'other' }, 'token-invalid'],
  ])('is refused where %s', (_what, change, code) => {
    expect(failureOf(() => webIdOf({ ...claims, ...change }, client)).code).toBe(code);
  });
});

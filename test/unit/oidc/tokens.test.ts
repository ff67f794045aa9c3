import { UnsecuredJWT } from 'jose';
import type { IDToken, TokenEndpointResponse } from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { assertBound, expiryOf, webIdOf } from '../../../src/oidc/tokens.ts';
import { failureOf } from '../../fakes/failure.ts';

type Answer = Pick<TokenEndpointResponse, 'access_token' | 'expires_in'>;

const jwt = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode();

describe('an access token', () => {
  it.each([
    ['a JWT for our key', jwt({ cnf: { jkt: 'ours' } })],
    ['an opaque one', 'opaque'],
    ['an opaque one with dots', 'a.b.c'],
  ])('is bound to our key: %s', (_what, access_token) => {
    expect(() => assertBound({ access_token, token_type: 'dpop' }, 'ours', false)).not.toThrow();
  });

  it.each([
    ['a JWT for another key', jwt({ cnf: { jkt: 'theirs' } })],
    ['a JWT for no key', jwt({})],
    ['a JWT bound by a certificate', jwt({ cnf: { 'x5t#S256': 'ours' } })],
    ['a JWT with an odd binding', jwt({ cnf: 'ours' })],
    ['a JWT bound to nothing', jwt({ cnf: null })],
  ])('is refused where it is not, whatever the issuer may do otherwise: %s', (_what, access_token) => {
    for (const legacy of [false, true]) {
      const answer = { access_token, token_type: 'dpop' as const };
      expect(failureOf(() => assertBound(answer, 'ours', legacy)).code).toBe('token-not-bound');
      expect(failureOf(() => assertBound({ ...answer, token_type: 'bearer' }, 'ours', legacy)).code).toBe(
        'token-type',
      );
    }
  });

  it('is refused where it is an opaque bearer token, whatever the issuer may do otherwise', () => {
    const answer = { access_token: 'opaque', token_type: 'bearer' } as const;
    for (const legacy of [false, true]) {
      expect(failureOf(() => assertBound(answer, 'ours', legacy))).toEqual({
        code: 'token-type',
        subject: 'bearer',
      });
    }
  });

  it('is a matter for the legacy switch where it is called a bearer token and is bound to our key', () => {
    const answer = { access_token: jwt({ cnf: { jkt: 'ours' } }), token_type: 'bearer' } as const;
    const question = { code: 'issuer-legacy', subject: 'token-type-bearer' };
    expect(failureOf(() => assertBound(answer, 'ours', false))).toEqual(question);
    expect(() => assertBound(answer, 'ours', true)).not.toThrow();
  });

  const now = 1_000_000;
  it.each([
    ['as the answer says', { access_token: jwt({ exp: 9 }), expires_in: 60 }, now + 60_000],
    ['at once where the answer says so', { access_token: 'opaque', expires_in: 0 }, now],
    ['as it says itself', { access_token: jwt({ exp: 1060 }) }, 1_060_000],
    ['as it says itself by the issuer’s clock', { access_token: jwt({ exp: 1060 }), skew: 600 }, 460_000],
    [
      'by our clock where the answer says how long',
      { access_token: 'opaque', expires_in: 60, skew: 600 },
      now + 60_000,
    ],
    ['soon where nobody says when', { access_token: 'opaque' }, now + 300_000],
    ['soon where it says nothing of it', { access_token: jwt({}) }, now + 300_000],
    ['soon where it says no time', { access_token: jwt({ exp: 'tomorrow' }) }, now + 300_000],
  ])('ends %s', (_when, { skew = 0, ...response }: Answer & { skew?: number }, end) => {
    expect(expiryOf({ ...response, token_type: 'dpop' }, now, skew)).toBe(end);
  });
});

describe('the WebID of an ID token', () => {
  const claims: IDToken = { iss: 'https://idp.example', sub: 'alice', aud: 'latchkey', iat: 0, exp: 1 };
  const webid = 'https://alice.example/#me';

  it.each([
    ['its webid', { webid }],
    ['its webid, whatever its subject', { webid, sub: 'https://other.example/' }],
    ['its subject where that is a URL', { sub: webid }],
    ['for an audience of us and solid', { webid, aud: ['latchkey', 'solid'] }],
    ['for an audience of us in a list', { webid, aud: ['latchkey'] }],
    ['made for us', { webid, azp: 'latchkey' }],
  ])('is %s', (_what, change) => {
    expect(webIdOf({ ...claims, ...change }, 'latchkey')).toBe(webid);
  });

  it.each([
    ['neither it nor the subject is a URL', {}, 'webid-missing'],
    ['it is no URL, though the subject is', { webid: 'alice', sub: webid }, 'webid-missing'],
    ['it is a number', { webid: 5, sub: webid }, 'webid-missing'],
    ['it is a script', { webid: 'javascript:alert(1)' }, 'webid-missing'],
    ['it is mail', { sub: 'mailto:alice@example.org' }, 'webid-missing'],
    ['it holds a space, as no identity may', { webid: `${webid} https://idp.example` }, 'webid-missing'],
    ['somebody else is in the audience', { webid, aud: ['latchkey', 'solid', 'other'] }, 'id-token-audience'],
    ['the audience is somebody else', { webid, aud: 'other' }, 'id-token-audience'],
    ['it was made for somebody else', { webid, azp: 'other' }, 'id-token-party'],
  ])('is refused where %s', (_what, change, code) => {
    expect(failureOf(() => webIdOf({ ...claims, ...change }, 'latchkey')).code).toBe(code);
  });
});

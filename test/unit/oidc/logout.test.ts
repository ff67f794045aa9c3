import { describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../src/domain/identity.ts';
import { logoutUrl, revoke, withHint } from '../../../src/oidc/logout.ts';
import { readIssuer } from '../../../src/oidc/metadata.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { at, type Lies, says } from '../../fakes/lies.ts';
import { REDIRECT_URI, signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

/** Revokes the tokens of somebody who is signed in, at an issuer that lies since then. */
async function revokeAt(issuer: FakeIssuer, lies: Lies = {}): Promise<void> {
  const { client, key, tokens } = await signInAt(issuer);
  issuer.lies = lies;
  await revoke(await readIssuer(issuer.url, new URL(issuer.url)), client, key, tokens);
}

describe('a revocation (RFC 7009)', () => {
  it('ends the refresh token, and holds no proof', async () => {
    await using issuer = await startIssuer();
    await revokeAt(issuer);
    expect(issuer.sessions.refreshTokens).toEqual([]);
    expect(issuer.seenAt('/revoke')[0]?.headers['dpop']).toBeUndefined();
  });

  it('is nothing where the issuer offers none', async () => {
    await using issuer = await startIssuer();
    await revokeAt(issuer, { metadata: says({ revocation_endpoint: undefined }) });
    expect(issuer.seenAt('/revoke')).toEqual([]);
  });

  it.each<[string, Lies, string]>([
    [
      'says no',
      { answer: at('/revoke', { status: 400, body: { error: 'unsupported_token_type' } }) },
      'revocation-failed',
    ],
    ['fails', { answer: at('/revoke', { status: 503, body: 'Sorry' }) }, 'revocation-failed'],
    [
      'refuses the client',
      { answer: at('/revoke', { status: 401, body: { error: 'invalid_client' } }) },
      'client-refused',
    ],
    [
      'refuses the client with a challenge',
      {
        answer: at('/revoke', { status: 401, headers: { 'www-authenticate': 'Basic realm="a"' }, body: '' }),
      },
      'client-refused',
    ],
    [
      'redirects',
      { answer: at('/revoke', { status: 307, headers: { location: '/elsewhere' }, body: '' }) },
      'redirected',
    ],
    ['breaks off', { answer: at('/revoke', { status: 0 }) }, 'unreachable'],
  ])('is told by its own code where the issuer %s', async (_what, lies, code) => {
    await using issuer = await startIssuer();
    expect(await codeOf(revokeAt(issuer, lies))).toBe(code);
    expect([issuer.seenAt('/revoke').length, issuer.seenAt('/elsewhere')]).toEqual([1, []]);
  });
});

describe('the address of the sign-out page (OpenID Connect RP-Initiated Logout 1.0 section 2)', () => {
  const metadataWith = (end_session_endpoint?: string) => {
    const issuer = 'https://idp.example' as Issuer;
    const server = { issuer, ...(end_session_endpoint !== undefined && { end_session_endpoint }) };
    return { issuer, server, saysSolid: true };
  };

  it('keeps what the issuer put into it, and says for whom it is and where to go', () => {
    const url = logoutUrl(metadataWith('https://idp.example/end?realm=a'), 'me', REDIRECT_URI);
    expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
      realm: 'a',
      client_id: 'me',
      post_logout_redirect_uri: REDIRECT_URI,
    });
  });

  it('may say whose session it is, in an address of its own', () => {
    const page = new URL('https://idp.example/end?client_id=me');
    expect(withHint(page, 'a.b.c').search).toBe('?client_id=me&id_token_hint=a.b.c');
    expect(page.search).toBe('?client_id=me');
  });

  it('is none where the issuer has none', () => {
    expect(logoutUrl(metadataWith(), 'me', REDIRECT_URI)).toBeNull();
  });
});

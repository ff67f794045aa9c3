import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { startIssuer } from '../../fakes/issuer.ts';
import { claims, type Lies, says } from '../../fakes/lies.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import { REDIRECT_URI, signInAt } from '../../fakes/sign-in.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const NO_PROMISE = { authorization_response_iss_parameter_supported: undefined };
const withoutIss = ({ searchParams }: URL) => searchParams.delete('iss');

describe('a sign-in', () => {
  it('says who signed in, and gives tokens bound to the key', async () => {
    await using issuer = await startIssuer();
    const before = Date.now();
    const { webId, tokens, key } = await signInAt(issuer);

    expect(webId).toBe(issuer.webId);
    expect(decodeJwt(tokens.accessToken)).toMatchObject({ cnf: { jkt: key.jkt } });
    expect(decodeJwt(tokens.idToken ?? '')).toMatchObject({ webid: issuer.webId });
    expect(tokens.refreshToken).toMatch(/./);
    expect(tokens.expiresAt - before).toBeGreaterThanOrEqual(3_600_000);
    expect(tokens.expiresAt - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  it('asks for a code bound to PKCE, a state, a nonce and the key', async () => {
    await using issuer = await startIssuer();
    const { key, client } = await signInAt(issuer);
    const [asked] = issuer.requests.filter(({ path }) => path.startsWith('/authorize'));
    expect(Object.fromEntries(new URL(asked?.path ?? '', issuer.url).searchParams)).toEqual({
      client_id: client.id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid webid offline_access',
      prompt: 'consent',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      dpop_jkt: key.jkt,
    });
  });

  it('uses no value twice', async () => {
    await using issuer = await startIssuer();
    await signInAt(issuer);
    await signInAt(issuer);
    const [one, two] = issuer.requests
      .filter(({ path }) => path.startsWith('/authorize'))
      .map(({ path }) => new URL(path, issuer.url).searchParams);
    for (const name of ['state', 'nonce', 'code_challenge', 'dpop_jkt']) {
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
  });

  it('proves the key at the token endpoint, without an ath', async () => {
    await using issuer = await startIssuer();
    const { key, client } = await signInAt(issuer);
    const [request] = issuer.seenAt('/token');
    const { jkt, claims } = await verifyProof(String(request?.headers['dpop']), 'POST', `${issuer.url}token`);
    expect([jkt, 'ath' in claims]).toEqual([key.jkt, false]);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      grant_type: 'authorization_code',
      client_id: client.id,
      redirect_uri: REDIRECT_URI,
    });
  });

  it('meets a demand for a nonce with one new proof', async () => {
    await using issuer = await startIssuer();
    issuer.sessions.nonce = 'n-1';
    expect((await signInAt(issuer)).webId).toBe(issuer.webId);
    const proofs = issuer.seenAt('/token').map(({ headers }) => decodeJwt(String(headers['dpop'])));
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1']);
    expect(proofs[0]?.jti).not.toBe(proofs[1]?.jti);
  });

  it.each<[string, Lies]>([
    ['the issuer promises no iss and gives none', { metadata: says(NO_PROMISE), callback: withoutIss }],
    ['the token type is written otherwise', { tokens: says({ token_type: 'dPoP' }) }],
    ['the access token is opaque', { tokens: says({ access_token: 'opaque' }) }],
    ['the scope comes back empty', { tokens: says({ scope: '' }) }],
    [
      'the audience is us and solid',
      { idToken: ({ claims: own }) => Object.assign(own, { aud: [own.aud, 'solid'], azp: own.aud }) },
    ],
    ['the ID token was made for us', { idToken: ({ claims: own }) => Object.assign(own, { azp: own.aud }) }],
    [
      'the subject is the WebID',
      { idToken: ({ claims: own }) => Object.assign(own, { sub: own['webid'], webid: undefined }) },
    ],
    ['the clocks differ by some seconds', { idToken: claims({ exp: Math.floor(Date.now() / 1000) - 20 }) }],
  ])('goes well where %s', async (_what, lies) => {
    await using issuer = await startIssuer(lies);
    expect((await signInAt(issuer)).webId).toBe(issuer.webId);
  });

  it('goes well where the ID token holds the digest of the access token', async () => {
    await using issuer = await startIssuer();
    issuer.tokens.statesHash = true;
    const { tokens } = await signInAt(issuer);
    expect(decodeJwt(tokens.idToken ?? '')).toHaveProperty('at_hash');
  });

  it('goes well without a refresh token', async () => {
    await using issuer = await startIssuer({ tokens: says({ refresh_token: undefined }) });
    expect((await signInAt(issuer)).tokens.refreshToken).toBeNull();
  });
});

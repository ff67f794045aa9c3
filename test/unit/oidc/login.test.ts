import { decodeJwt, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import type { Draft, Lies } from '../../fakes/lies.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import { REDIRECT_URI, signInAt } from '../../fakes/sign-in.ts';

describe('a sign-in', () => {
  it('says who signed in, and gives tokens bound to the key', async () => {
    await using issuer = await startIssuer();
    const before = Date.now();
    const { webId, tokens, key } = await signInAt(issuer);

    expect(webId).toBe(issuer.webId);
    expect(decodeJwt(tokens.accessToken)).toMatchObject({ cnf: { jkt: key.jkt } });
    expect(decodeJwt(tokens.idToken)).toMatchObject({ webid: issuer.webId });
    expect(tokens.refreshToken).toMatch(/./);
    expect(tokens.expiresAt - before).toBeGreaterThanOrEqual(3_600_000);
    expect(tokens.expiresAt - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  it('asks for a code bound to PKCE, a state, a nonce and the key', async () => {
    await using issuer = await startIssuer();
    const { key } = await signInAt(issuer);
    const [asked] = issuer.requests.filter(({ path }) => path.startsWith('/authorize'));
    expect(Object.fromEntries(new URL(asked?.path ?? '', issuer.url).searchParams)).toEqual({
      client_id: 'latchkey',
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
    const { key } = await signInAt(issuer);
    const [request] = issuer.seenAt('/token');
    const { jkt, claims } = await verifyProof(String(request?.headers['dpop']), 'POST', `${issuer.url}token`);
    expect([jkt, 'ath' in claims]).toEqual([key.jkt, false]);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      grant_type: 'authorization_code',
      client_id: 'latchkey',
      redirect_uri: REDIRECT_URI,
    });
  });

  it('authenticates as the registration says', async () => {
    const secret = { client_secret: 's', client_secret_expires_at: 0, token_endpoint_auth_method: 'client_secret_basic' };
    await using issuer = await startIssuer({ registration: ({ body }) => Object.assign(body as object, secret) });
    await signInAt(issuer);
    const [request] = issuer.seenAt('/token');
    expect(request?.headers.authorization).toBe(`Basic ${btoa('latchkey:s')}`);
    expect(new URLSearchParams(request?.body).has('client_secret')).toBe(false);
  });

  it('meets a demand for a nonce with one new proof', async () => {
    await using issuer = await startIssuer();
    issuer.nonce = 'n-1';
    expect((await signInAt(issuer)).webId).toBe(issuer.webId);
    const proofs = issuer.seenAt('/token').map(({ headers }) => decodeJwt(String(headers['dpop'])));
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1']);
    expect(proofs[0]?.jti).not.toBe(proofs[1]?.jti);
  });

  it.each<[string, Lies]>([
    ['the issuer promises no iss and gives none', {
      metadata: (metadata) => delete metadata['authorization_response_iss_parameter_supported'],
      callback: ({ searchParams }) => searchParams.delete('iss'),
    }],
    ['the token type is written otherwise', { tokens: (body) => (body['token_type'] = 'dPoP') }],
    ['the access token is opaque', { tokens: (body) => (body['access_token'] = 'opaque') }],
    ['the scope comes back empty', { tokens: (body) => (body['scope'] = '') }],
    ['the audience is us and solid', { idToken: claims({ aud: ['latchkey', 'solid'], azp: 'latchkey' }) }],
    ['the subject is the WebID', { idToken: ({ claims }) => Object.assign(claims, { sub: claims['webid'], webid: undefined }) }],
    ['the clocks differ by some seconds', { idToken: claims({ exp: now() - 20 }) }],
  ])('goes well where %s', async (_what, lies) => {
    await using issuer = await startIssuer(lies);
    expect((await signInAt(issuer)).webId).toBe(issuer.webId);
  });

  it('goes well without a refresh token', async () => {
    await using issuer = await startIssuer({ tokens: (body) => delete body['refresh_token'] });
    expect((await signInAt(issuer)).tokens.refreshToken).toBeNull();
  });
});

/** Mutates a callback's parameters. */
function callback(change: (parameters: URLSearchParams, url: URL) => unknown): Lies {
  return { callback: (url) => void change(url.searchParams, url) };
}

function claims(change: Record<string, unknown>) {
  return (draft: Draft) => void Object.assign(draft.claims, change);
}

function header(change: Record<string, unknown>) {
  return (draft: Draft) => void Object.assign(draft.header, change);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

const SECRET = new TextEncoder().encode('a secret of at least thirty-two bytes');
const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
const stranger = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
const withSymmetric: Lies = {
  metadata: (metadata) => (metadata['id_token_signing_alg_values_supported'] = ['ES256', 'HS256', 'none']),
};

describe('an authorization response is refused, and no token is asked for,', () => {
  it.each<[string, Lies, string]>([
    ['without a state', callback((parameters) => parameters.delete('state')), 'authorization-invalid'],
    ['with another state', callback((parameters) => parameters.set('state', 'other')), 'authorization-invalid'],
    ['with an empty state', callback((parameters) => parameters.set('state', '')), 'authorization-invalid'],
    ['with two states', callback((parameters) => parameters.append('state', 'other')), 'authorization-invalid'],
    ['with the state twice', callback((parameters) => parameters.append('state', parameters.get('state') ?? '')), 'authorization-invalid'],
    ['without the promised iss', callback((parameters) => parameters.delete('iss')), 'authorization-invalid'],
    ['with another iss', callback((parameters) => parameters.set('iss', 'https://evil.example/')), 'authorization-invalid'],
    ['with an iss without its slash', callback((parameters) => parameters.set('iss', (parameters.get('iss') ?? '').slice(0, -1))), 'authorization-invalid'],
    ['with two iss', callback((parameters) => parameters.append('iss', 'https://evil.example/')), 'authorization-invalid'],
    ['with the iss twice', callback((parameters) => parameters.append('iss', parameters.get('iss') ?? '')), 'authorization-invalid'],
    ['with another iss, though none is promised', {
      metadata: (metadata) => delete metadata['authorization_response_iss_parameter_supported'],
      ...callback((parameters) => parameters.set('iss', 'https://evil.example/')),
    }, 'authorization-invalid'],
    ['without a code', callback((parameters) => parameters.delete('code')), 'authorization-invalid'],
    ['with two codes', callback((parameters) => parameters.append('code', 'other')), 'authorization-invalid'],
    ['with an ID token', callback((parameters) => parameters.set('id_token', 'a.b.c')), 'authorization-invalid'],
    ['in a JWT', callback((parameters) => parameters.set('response', 'a.b.c')), 'authorization-invalid'],
    ['at another path', callback((_parameters, url) => (url.pathname = '/other')), 'authorization-invalid'],
    ['at another host', callback((_parameters, url) => (url.hostname = 'evil.example')), 'authorization-invalid'],
    ['at another scheme', callback((_parameters, url) => (url.protocol = 'http:')), 'authorization-invalid'],
    ['that says no', callback((parameters) => parameters.set('error', 'access_denied')), 'sign-in-cancelled'],
    ['that is an error', callback((parameters) => parameters.set('error', 'server_error')), 'sign-in-refused'],
    ['that is somebody else’s error', callback((parameters) => {
      parameters.set('error', 'access_denied');
      parameters.set('state', 'other');
    }), 'authorization-invalid'],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startIssuer(lies);
    expect(await codeOf(signInAt(issuer))).toBe(code);
    expect(issuer.seenAt('/token')).toEqual([]);
  });

  it('and shows the server’s words as text', async () => {
    const lies = callback((parameters) => {
      parameters.set('error', 'server_error');
      parameters.set('error_description', 'Sorry,\u202e\n<b>no</b>.');
    });
    await using issuer = await startIssuer(lies);
    await expect(signInAt(issuer)).rejects.toMatchObject({ code: 'sign-in-refused', subject: 'Sorry, <b>no</b>.' });
  });
});

describe('an ID token is refused', () => {
  it.each<[string, Lies, string]>([
    ['of another issuer', { idToken: claims({ iss: 'https://evil.example/' }) }, 'token-invalid'],
    ['for another client', { idToken: claims({ aud: 'other' }) }, 'token-invalid'],
    ['for solid alone', { idToken: claims({ aud: 'solid' }) }, 'token-invalid'],
    ['for another client besides', { idToken: claims({ aud: ['latchkey', 'other'], azp: 'latchkey' }) }, 'token-invalid'],
    ['for two audiences without an azp', { idToken: claims({ aud: ['latchkey', 'solid'] }) }, 'token-invalid'],
    ['for two audiences and another azp', { idToken: claims({ aud: ['latchkey', 'solid'], azp: 'other' }) }, 'token-invalid'],
    ['that is over', { idToken: claims({ exp: now() - 60 }) }, 'token-invalid'],
    ['that never ends', { idToken: claims({ exp: undefined }) }, 'token-invalid'],
    ['that is not yet valid', { idToken: claims({ nbf: now() + 600 }) }, 'token-invalid'],
    ['without its time', { idToken: claims({ iat: undefined }) }, 'token-invalid'],
    ['without a nonce', { idToken: claims({ nonce: undefined }) }, 'token-invalid'],
    ['with another nonce', { idToken: claims({ nonce: 'other' }) }, 'token-invalid'],
    ['without a subject', { idToken: claims({ sub: undefined }) }, 'token-invalid'],
    ['without a WebID', { idToken: claims({ webid: undefined }) }, 'webid-missing'],
    ['with a WebID that is no URL', { idToken: claims({ webid: 'alice' }) }, 'webid-missing'],
    ['signed by a stranger', { idToken: (draft) => (draft.key = stranger.privateKey) }, 'token-invalid'],
    ['signed with an unknown key', { idToken: header({ kid: 'two' }) }, 'token-invalid'],
    ['signed with a shared secret', {
      ...withSymmetric,
      idToken: (draft) => Object.assign(draft, { key: SECRET, header: { alg: 'HS256' } }),
    }, 'token-invalid'],
    ['that is not signed', {
      ...withSymmetric,
      tokens: (body) => (body['id_token'] = new UnsecuredJWT(decodeJwt(String(body['id_token']))).encode()),
    }, 'token-invalid'],
    ['signed in a way that the issuer does not name', {
      metadata: (metadata) => (metadata['id_token_signing_alg_values_supported'] = ['RS256']),
    }, 'token-invalid'],
    ['when the issuer has no keys', { keys: (keys) => keys.splice(0) }, 'token-invalid'],
    ['when its key is for something else', { keys: ([key]) => Object.assign(key ?? {}, { use: 'enc' }) }, 'token-invalid'],
    ['that is none', { tokens: (body) => (body['id_token'] = 'a.b.c') }, 'token-invalid'],
    ['that is not there', { tokens: (body) => delete body['id_token'] }, 'token-invalid'],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startIssuer(lies);
    expect(await codeOf(signInAt(issuer))).toBe(code);
    expect(issuer.seenAt('/token')).toHaveLength(1);
  });
});

describe('a token answer is refused', () => {
  it.each<[string, Lies, string]>([
    ['with a bearer token', { tokens: (body) => (body['token_type'] = 'Bearer') }, 'token-not-bound'],
    ['with a token of another type', { tokens: (body) => (body['token_type'] = 'mac') }, 'token-invalid'],
    ['with a token of no type', { tokens: (body) => delete body['token_type'] }, 'token-invalid'],
    ['without an access token', { tokens: (body) => delete body['access_token'] }, 'token-invalid'],
    ['with a token for another key', { accessToken: claims({ cnf: { jkt: 'other' } }) }, 'token-not-bound'],
    ['with a token for no key', { accessToken: claims({ cnf: undefined }) }, 'token-not-bound'],
    ['that says invalid_grant', { tokenAnswer: (s) => Object.assign(s, { status: 400, body: { error: 'invalid_grant' } }) }, 'token-refused'],
    ['that says invalid_client with a challenge', {
      tokenAnswer: (s) =>
        Object.assign(s, { status: 401, body: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="a"' } }),
    }, 'token-refused'],
    ['that fails', { tokenAnswer: (s) => Object.assign(s, { status: 503 }) }, 'token-invalid'],
    ['that is no JSON', { tokenAnswer: (s) => (s.body = '<html>') }, 'token-invalid'],
    ['that is larger than 64 KiB', { tokens: (body) => (body['x'] = 'x'.repeat(65_536)) }, 'too-large'],
    ['that is elsewhere', { tokenAnswer: (s) => Object.assign(s, { status: 307, headers: { location: '/alice/card' } }) }, 'unreachable'],
  ])('%s', async (_what, lies, code) => {
    await using issuer = await startIssuer(lies);
    expect(await codeOf(signInAt(issuer))).toBe(code);
    expect(issuer.seenAt('/token')).toHaveLength(1);
    expect(issuer.seenAt('/alice/card')).toEqual([]);
  });

  it('that demands one nonce after the other, once', async () => {
    const lies: Lies = {
      tokenAnswer: (statement) =>
        Object.assign(statement, {
          status: 400,
          body: { error: 'use_dpop_nonce' },
          headers: { 'content-type': 'application/json', 'dpop-nonce': crypto.randomUUID() },
        }),
    };
    await using issuer = await startIssuer(lies);
    expect(await codeOf(signInAt(issuer))).toBe('token-refused');
    expect(issuer.seenAt('/token')).toHaveLength(2);
  });
});

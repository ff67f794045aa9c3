import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { FormVisitor } from './form-visitor.ts';
import { LOOPBACK, type PlainClient, REDIRECT } from './plain-client.ts';
import { discover, plainClient } from './plain-registration.ts';

let servers: StrictServers;
let client: PlainClient;
let alice: FormVisitor;

beforeAll(async () => {
  servers = await startStrictServers();
});
afterAll(() => servers[Symbol.asyncDispose]());

beforeEach(async () => {
  client = await plainClient(servers);
  alice = new FormVisitor(servers.alice);
});

/** What an issuer tells a client in the callback, or in place of it. */
async function answerTo(extra: Readonly<Record<string, string>>, visit = alice): Promise<URLSearchParams> {
  const { callback } = await client.authorize((url) => visit.consent(url), extra);
  return callback.searchParams;
}

describe('the strict issuer', () => {
  it('describes itself', async () => {
    expect(await discover(servers)).toMatchObject({
      issuer: servers.issuer.url,
      scopes_supported: ['openid', 'webid', 'offline_access'],
      token_endpoint_auth_methods_supported: [
        'none',
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
      pushed_authorization_request_endpoint: `${servers.issuer.url}/request`,
      revocation_endpoint: `${servers.issuer.url}/token/revocation`,
      end_session_endpoint: `${servers.issuer.url}/session/end`,
    });
    expect(servers.issuer.url).not.toMatch(/\/$/);
  });

  it('is named by the profile of a person, which is at another origin', async () => {
    const response = await fetch(servers.alice.webId);
    expect(response.headers.get('content-type')).toBe('text/turtle');
    const turtle = await response.text();
    expect(turtle).toContain(`solid:oidcIssuer <${servers.issuer.url}>`);
    expect(turtle).toContain(`pim:storage <${servers.alice.pod}>`);
  });

  it('gives tokens to whoever signs in, and forces its nonce upon the client', async () => {
    const before = servers.issuer.seenAt('/token').length;
    const { access_token, id_token = '', token_type, expires_in } = await client.signIn(alice);
    const requests = servers.issuer.seenAt('/token').slice(before);
    expect(requests.map(({ status, body }) => [status, body['grant_type']])).toEqual([
      [400, 'authorization_code'],
      [200, 'authorization_code'],
    ]);
    expect({ token_type, expires_in }).toEqual({ token_type: 'dpop', expires_in: 3600 });

    const keys = createRemoteJWKSet(new URL(client.as.jwks_uri ?? ''));
    const { issuer, alice: person } = servers;
    const claims = { iss: issuer.url, webid: person.webId };
    const { client_id } = client.client;
    const { payload } = await jwtVerify(access_token, keys, { typ: 'at+jwt', algorithms: ['ES256'] });
    const jkt = await client.dpop.calculateThumbprint();
    expect(payload).toMatchObject({ ...claims, aud: 'solid', client_id, cnf: { jkt } });
    const identity = await jwtVerify(id_token, keys, { algorithms: ['ES256'] });
    expect(identity.payload).toMatchObject({ ...claims, aud: client_id, nonce: 'nonce' });
  });

  it('names itself in the answer, also where the person cancels', async () => {
    const iss = servers.issuer.url;
    const { callback } = await client.authorize((url) => alice.cancel(url), { state: 'state' });
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      iss,
      state: 'state',
      error: 'access_denied',
    });
    expect((await answerTo({})).get('iss')).toBe(iss);
  });

  it('lets nobody in with a wrong password', async () => {
    const stranger = new FormVisitor({ ...servers.alice, password: 'guessed' });
    await expect(answerTo({}, stranger)).rejects.toThrow('leads nowhere');
  });

  it.each([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown scope, which it leaves out', { scope: 'openid email' }, null],
  ])('answers a request with %s', async (_what, extra, error) => {
    expect((await answerTo(extra)).get('error')).toBe(error);
  });

  it('leads nobody to an address that was not registered', async () => {
    await expect(answerTo({ redirect_uri: 'https://evil.example/' })).rejects.toThrow('invalid_redirect_uri');
  });

  it('wants a proof with every token request', async () => {
    const { callback, verifier } = await client.authorize((url) => alice.consent(url));
    const answer = oauth.validateAuthResponse(client.as, client.client, callback, oauth.expectNoState);
    const { auth, as } = client;
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client.client,
      auth,
      answer,
      REDIRECT,
      verifier,
      LOOPBACK,
    );
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });
});

describe('a session of the strict issuer', () => {
  const silently = async () => {
    const answer = await answerTo({ prompt: 'none' });
    return answer.get('error') ?? (answer.has('code') ? 'signed in' : 'nothing');
  };

  it('signs in silently whoever signed in before', async () => {
    expect(await silently()).toBe('login_required');
    await client.signIn(alice);
    expect(await silently()).toBe('signed in');
    servers.issuer.endSessions();
    expect(await silently()).toBe('login_required');
  });

  it('asks again once its consents were taken back', async () => {
    await client.signIn(alice);
    servers.issuer.revokeAll();
    expect(await silently()).toBe('consent_required');
  });

  it('gives no refresh token without being asked for consent', async () => {
    await client.signIn(alice);
    const { callback, verifier } = await client.authorize((url) => alice.consent(url), { prompt: '' });
    expect(await client.redeem(callback, verifier)).not.toHaveProperty('refresh_token');
  });

  it('is left only by a press of the button, even with an id_token_hint', async () => {
    const { id_token = '' } = await client.signIn(alice);
    const url = new URL(client.as.end_session_endpoint ?? '');
    url.searchParams.set('id_token_hint', id_token);
    await expect(alice.visit(url.href, [])).rejects.toThrow('Stay signed in');
    expect(await silently()).toBe('signed in');
    expect(await alice.signOut(url.href)).toBe(`${url.origin}/session/end/success`);
    expect(await silently()).toBe('login_required');
  });

  it('ends where the person signs out', async () => {
    const { id_token = '', refresh_token = '' } = await client.signIn(alice);
    const url = new URL(client.as.end_session_endpoint ?? '');
    url.search = new URLSearchParams({
      id_token_hint: id_token,
      post_logout_redirect_uri: REDIRECT,
      state: 'gone',
    }).toString();
    expect(await alice.signOut(url.href)).toBe(`${REDIRECT}?state=gone`);
    expect(await silently()).toBe('login_required');
    // Who has left already is not asked again, and a token for offline access outlives the session.
    expect(await alice.visit(url.href, [])).toBe(`${REDIRECT}?state=gone`);
    expect(await client.refresh(refresh_token)).toHaveProperty('access_token');
  });
});

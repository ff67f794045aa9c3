import { beforeEach, describe, expect, it } from 'vitest';
import { readIssuer } from '../../../src/oidc/metadata.ts';
import { type Client, clientAuthentication, register } from '../../../src/oidc/registration.ts';
import { codeOf, failureOf } from '../../fakes/failure.ts';
import { startIssuer } from '../../fakes/issuer.ts';
import type { Json, Lies } from '../../fakes/lies.ts';

const REDIRECT_URI = 'https://latchkey.chromiumapp.org/';

async function registerAt(lies: Lies): Promise<{ client: Client; asked: Json }> {
  await using issuer = await startIssuer(lies);
  const client = await register(await readIssuer(issuer.url, new URL(issuer.url)), REDIRECT_URI);
  return { client, asked: JSON.parse(issuer.seenAt('/register')[0]?.body ?? '') as Json };
}

function offering(...methods: string[]): Lies {
  return { metadata: (metadata) => (metadata['token_endpoint_auth_methods_supported'] = methods) };
}

describe('a registration', () => {
  it('asks for all that a Solid sign-in needs', async () => {
    expect((await registerAt({})).asked).toEqual({
      client_name: 'Latchkey',
      application_type: 'web',
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid webid offline_access',
      token_endpoint_auth_method: 'none',
    });
  });

  it.each([
    ['none', offering('client_secret_post', 'client_secret_basic', 'none')],
    ['client_secret_basic', offering('private_key_jwt', 'client_secret_post', 'client_secret_basic')],
    ['client_secret_post', offering('private_key_jwt', 'client_secret_post')],
    [
      'client_secret_basic',
      { metadata: (metadata: Json) => delete metadata['token_endpoint_auth_methods_supported'] },
    ],
  ])('asks for the best method that is offered: %s', async (method, lies) => {
    const { asked } = await registerAt({
      ...lies,
      registration: ({ body }) =>
        Object.assign(body as Json, { client_secret: 's', client_secret_expires_at: 0 }),
    });
    expect(asked['token_endpoint_auth_method']).toBe(method);
  });

  it('is what the answer says, not what was asked for', async () => {
    const stated = {
      client_id: 'x',
      client_secret: 's',
      client_secret_expires_at: 0,
      token_endpoint_auth_method: 'client_secret_post',
    };
    const { client } = await registerAt({ registration: (statement) => (statement.body = stated) });
    expect(client).toEqual(stated);
  });

  it.each<[string, Lies, string]>([
    [
      'there is none',
      { metadata: (metadata) => delete metadata['registration_endpoint'] },
      'registration-unavailable',
    ],
    ['no method is ours', offering('private_key_jwt', 'tls_client_auth'), 'issuer-unsupported'],
    [
      'it is declined',
      { registration: (s) => Object.assign(s, { status: 400, body: { error: 'invalid_redirect_uri' } }) },
      'registration-refused',
    ],
    [
      'it wants a login',
      { registration: (s) => Object.assign(s, { status: 401, headers: { 'www-authenticate': 'Bearer' } }) },
      'registration-refused',
    ],
    ['it fails', { registration: (s) => Object.assign(s, { status: 500 }) }, 'registration-refused'],
    ['the answer names no client', { registration: (s) => (s.body = {}) }, 'registration-refused'],
    ['the answer is no JSON', { registration: (s) => (s.body = '<html>') }, 'registration-refused'],
    [
      'the answer wants another method',
      { registration: (s) => (s.body = { client_id: 'x', token_endpoint_auth_method: 'private_key_jwt' }) },
      'issuer-unsupported',
    ],
    [
      'the answer wants a secret and gives none',
      {
        registration: (s) => (s.body = { client_id: 'x', token_endpoint_auth_method: 'client_secret_basic' }),
      },
      'issuer-unsupported',
    ],
    [
      'the answer is elsewhere',
      { registration: (s) => Object.assign(s, { status: 307, headers: { location: '/jwks' } }) },
      'unreachable',
    ],
    ['the answer is larger than 64 KiB', { registration: (s) => (s.body = 'x'.repeat(65_537)) }, 'too-large'],
  ])('fails when %s', async (_what, lies, code) => {
    expect(await codeOf(registerAt(lies))).toBe(code);
  });
});

describe('the authentication of a client', () => {
  let body: URLSearchParams;
  let headers: Headers;
  beforeEach(() => {
    body = new URLSearchParams();
    headers = new Headers();
  });
  const server = { issuer: 'https://idp.example' };

  it.each([
    ['says who it is where there is no secret', { client_id: 'a b' }],
    [
      'says who it is where none is wanted',
      { client_id: 'a b', client_secret: 's', token_endpoint_auth_method: 'none' },
    ],
  ])('only %s', async (_what, client) => {
    await clientAuthentication(client)(server, client, body, headers);
    expect([...body]).toEqual([['client_id', 'a b']]);
    expect(headers.has('authorization')).toBe(false);
  });

  it.each([
    [
      'client_secret_basic',
      { client_id: 'a:b', client_secret: 's/+ ü', token_endpoint_auth_method: 'client_secret_basic' },
    ],
    ['what a secret alone means', { client_id: 'a:b', client_secret: 's/+ ü' }],
  ])('encodes id and secret before it joins them, for %s (RFC 6749 section 2.3.1)', async (_what, client) => {
    await clientAuthentication(client)(server, client, body, headers);
    expect([...body]).toEqual([]);
    expect(headers.get('authorization')).toBe(`Basic ${btoa('a%3Ab:s%2F%2B+%C3%BC')}`);
  });

  it('puts both into the form for client_secret_post', async () => {
    const client = { client_id: 'a', client_secret: 's', token_endpoint_auth_method: 'client_secret_post' };
    await clientAuthentication(client)(server, client, body, headers);
    expect(Object.fromEntries(body)).toEqual({ client_id: 'a', client_secret: 's' });
    expect(headers.has('authorization')).toBe(false);
  });

  it.each([
    { client_id: 'a', token_endpoint_auth_method: 'client_secret_basic' },
    { client_id: 'a', token_endpoint_auth_method: 'client_secret_post' },
    { client_id: 'a', client_secret: 's', token_endpoint_auth_method: 'private_key_jwt' },
    { client_id: 'a', client_secret: 's', token_endpoint_auth_method: 'toString' },
  ])('is refused where it cannot be done: %j', (client) => {
    expect(failureOf(() => clientAuthentication(client))).toEqual({
      code: 'issuer-unsupported',
      subject: client.token_endpoint_auth_method,
    });
  });
});

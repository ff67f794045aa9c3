import { describe, expect, it, vi } from 'vitest';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import type { Client } from '../../../src/oidc/client.ts';
import { type IssuerMetadata, readIssuer } from '../../../src/oidc/metadata.ts';
import { register } from '../../../src/oidc/registration.ts';
import { codeOf } from '../../fakes/failure.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import type { Json, Lies } from '../../fakes/lies.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const REDIRECT_URI = 'https://latchkey.chromiumapp.org/';
const key = await generateDpopKey();

async function registerWith(issuer: FakeIssuer): Promise<{ metadata: IssuerMetadata; client: Client }> {
  const metadata = await readIssuer(issuer.url, new URL(issuer.url));
  return { metadata, client: await register(metadata, REDIRECT_URI, key) };
}

async function registerAt(lies: Lies): Promise<{ client: Client; asked: Json }> {
  await using issuer = await startIssuer(lies);
  const { client } = await registerWith(issuer);
  return { client, asked: JSON.parse(issuer.seenAt('/register')[0]?.body ?? '') as Json };
}

function offering(...methods: string[]): Lies {
  return { metadata: (metadata) => (metadata['token_endpoint_auth_methods_supported'] = methods) };
}

/** Lies about some of a registration. */
function registered(change: Json): Lies {
  return { registration: ({ body }) => Object.assign(body as Json, change) };
}

describe('a registration', () => {
  it('asks for all that a Solid sign-in needs', async () => {
    expect((await registerAt({})).asked).toEqual({
      client_name: 'Latchkey',
      application_type: 'web',
      redirect_uris: [REDIRECT_URI],
      post_logout_redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid webid offline_access',
      token_endpoint_auth_method: 'none',
    });
  });

  it.each<[string, Lies]>([
    ['none', offering('client_secret_post', 'client_secret_basic', 'none')],
    ['client_secret_basic', offering('private_key_jwt', 'client_secret_post', 'client_secret_basic')],
    ['client_secret_post', offering('private_key_jwt', 'client_secret_post')],
    ['private_key_jwt', offering('tls_client_auth', 'private_key_jwt')],
    [
      'client_secret_basic',
      { metadata: (metadata) => delete metadata['token_endpoint_auth_methods_supported'] },
    ],
  ])('asks for the best method that is offered: %s', async (method, lies) => {
    const { asked, client } = await registerAt(lies);
    expect(asked['token_endpoint_auth_method']).toBe(method);
    expect(client.method).toBe(method);
  });

  it('hands over the public half of the key for private_key_jwt, and nothing else of it', async () => {
    const { asked } = await registerAt(offering('private_key_jwt'));
    expect(asked).toMatchObject({
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ ...key.publicJwk, alg: 'ES256', use: 'sig' }] },
    });
    expect(JSON.stringify(asked)).not.toContain('"d"');
  });

  it('is what the answer says, not what was asked for', async () => {
    const stated = {
      client_id: 'x',
      client_secret: 's',
      client_secret_expires_at: 2_000_000_000,
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'RS256',
    };
    const { client } = await registerAt({ registration: (statement) => (statement.body = stated) });
    expect(client).toEqual({
      id: 'x',
      way: 'dynamic',
      method: 'client_secret_post',
      secret: 's',
      key,
      management: null,
      expiresAt: 2_000_000_000_000,
      idTokenAlgorithm: 'RS256',
    });
  });

  it.each<[string, Json, Partial<Client>]>([
    [
      'a secret without a method means client_secret_basic',
      { client_secret: 's', client_secret_expires_at: 0 },
      { method: 'client_secret_basic', secret: 's', expiresAt: null },
    ],
    ['no secret and no method means none', {}, { method: 'none', secret: null, expiresAt: null }],
    [
      'a secret that nobody wants is kept and not sent',
      { client_secret: 's', client_secret_expires_at: 0, token_endpoint_auth_method: 'none' },
      { method: 'none' },
    ],
  ])('knows that %s', async (_what, stated, client) => {
    const body = { client_id: 'x', ...stated };
    const { client: known } = await registerAt({ registration: (statement) => (statement.body = body) });
    expect(known).toMatchObject(client);
  });

  it.each<[string, Lies, string]>([
    [
      'there is none',
      { metadata: (metadata) => delete metadata['registration_endpoint'] },
      'registration-unavailable',
    ],
    ['no method is ours', offering('client_secret_jwt', 'tls_client_auth'), 'issuer-unsupported'],
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
    ['the answer names an empty client', registered({ client_id: '' }), 'registration-refused'],
    ['the answer is no JSON', { registration: (s) => (s.body = '<html>') }, 'registration-refused'],
    [
      'the secret has no end',
      registered({ client_secret: 's', client_secret_expires_at: 'x' }),
      'registration-refused',
    ],
    [
      'the answer wants another method',
      registered({ token_endpoint_auth_method: 'tls_client_auth' }),
      'issuer-unsupported',
    ],
    [
      'the answer wants a method of ours',
      registered({ token_endpoint_auth_method: 'toString' }),
      'issuer-unsupported',
    ],
    [
      'the answer wants a secret and gives none',
      registered({ token_endpoint_auth_method: 'client_secret_basic' }),
      'issuer-unsupported',
    ],
    ['the answer is larger than 64 KiB', { registration: (s) => (s.body = 'x'.repeat(65_537)) }, 'too-large'],
  ])('fails when %s', async (_what, lies, code) => {
    expect(await codeOf(registerAt(lies))).toBe(code);
  });
});

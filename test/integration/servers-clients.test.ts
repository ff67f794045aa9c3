import { exportJWK } from 'jose';
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { FormVisitor } from './form-visitor.ts';
import { PlainClient } from './plain-client.ts';
import { plainClient, register, secretOf } from './plain-registration.ts';

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

const INVALID_GRANT = { name: 'ResponseBodyError', error: 'invalid_grant' };
const Managed = v.object({
  client_name: v.string(),
  registration_client_uri: v.string(),
  registration_access_token: v.string(),
});
const verifier = oauth.generateRandomCodeVerifier();

async function tokens(): Promise<{ refresh_token: string }> {
  const { refresh_token } = await client.signIn(alice);
  if (refresh_token === undefined) throw new Error('There is no refresh token.');
  return { refresh_token };
}

describe('a refresh token of the strict issuer', () => {
  it('serves once, and its second use ends the whole family', async () => {
    const first = await tokens();
    const second = await client.refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const third = await client.refresh(second.refresh_token ?? '');
    await expect(client.refresh(second.refresh_token ?? '')).rejects.toMatchObject(INVALID_GRANT);
    await expect(client.refresh(third.refresh_token ?? '')).rejects.toMatchObject(INVALID_GRANT);
  });

  it('is bound to the key', async () => {
    const { refresh_token } = await tokens();
    const thief = new PlainClient(
      client.as,
      client.client,
      client.auth,
      await oauth.generateKeyPair('ES256'),
    );
    await expect(thief.refresh(refresh_token)).rejects.toMatchObject(INVALID_GRANT);
    expect(await client.refresh(refresh_token)).toHaveProperty('access_token');
  });

  it('ends by revocation', async () => {
    const { refresh_token } = await tokens();
    await client.revoke(refresh_token);
    await expect(client.refresh(refresh_token)).rejects.toMatchObject(INVALID_GRANT);
  });

  it('is used up by a request whose answer is lost', async () => {
    const { refresh_token } = await tokens();
    servers.issuer.loseAnswerAt('/token');
    await expect(client.refresh(refresh_token)).rejects.toThrow('fetch failed');
    await expect(client.refresh(refresh_token)).rejects.toMatchObject(INVALID_GRANT);
  });
});

describe('clients of the strict issuer', () => {
  it.each<[string, (client: oauth.Client) => oauth.ClientAuth]>([
    ['client_secret_basic', (client) => oauth.ClientSecretBasic(secretOf(client))],
    ['client_secret_post', (client) => oauth.ClientSecretPost(secretOf(client))],
  ])('may authenticate with %s', async (token_endpoint_auth_method, authentication) => {
    const { as, client } = await register(servers, { token_endpoint_auth_method });
    const keys = await oauth.generateKeyPair('ES256');
    const right = new PlainClient(as, client, authentication(client), keys);
    expect(await right.signIn(alice)).toHaveProperty('access_token');
    const wrong = new PlainClient(as, client, oauth.None(), keys);
    await expect(wrong.signIn(alice)).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('may authenticate with private_key_jwt', async () => {
    const { privateKey, publicKey } = await oauth.generateKeyPair('ES256');
    const jwks = { keys: [await exportJWK(publicKey)] };
    const extra = { token_endpoint_auth_method: 'private_key_jwt', jwks };
    const { as, client } = await register(servers, extra);
    const keys = await oauth.generateKeyPair('ES256');
    const right = new PlainClient(as, client, oauth.PrivateKeyJwt(privateKey), keys);
    expect(await right.signIn(alice)).toHaveProperty('access_token');
    const wrong = new PlainClient(as, client, oauth.PrivateKeyJwt(keys.privateKey), keys);
    await expect(wrong.signIn(alice)).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('may read, change and delete their registration', async () => {
    const { client } = await register(servers);
    const { client_id, redirect_uris } = client;
    const { registration_client_uri, registration_access_token: first } = v.parse(Managed, client);
    const manage = (method: string, token: string, body: string | null = null) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return fetch(registration_client_uri, { method, headers, body });
    };
    expect(await (await manage('GET', first)).json()).toMatchObject({ client_name: 'A plain client' });
    const changes = JSON.stringify({ client_id, redirect_uris, client_name: 'Renamed' });
    const changed = v.parse(Managed, await (await manage('PUT', first, changes)).json());
    expect(changed.client_name).toBe('Renamed');
    // A change takes the token with which it was made.
    expect((await manage('GET', first)).status).toBe(401);
    const second = changed.registration_access_token;
    expect((await manage('DELETE', second)).status).toBe(204);
    expect((await manage('GET', second)).status).toBe(401);
  });

  it('may register from a page of another origin', async () => {
    const { as } = await register(servers);
    const preflight = await fetch(String(as.registration_endpoint), {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it('are unknown everywhere once they were forgotten', async () => {
    const { refresh_token } = await tokens();
    servers.issuer.forgetClients();
    const unknown = { error: 'invalid_client' };
    await expect(client.refresh(refresh_token)).rejects.toMatchObject({ ...unknown, status: 401 });
    await expect(client.push(verifier)).rejects.toMatchObject({ ...unknown, status: 401 });
    await expect(client.revoke(refresh_token)).rejects.toMatchObject({ ...unknown, status: 401 });
    // A person is told by a page, and never led back.
    const page = client.authorize((url) => alice.consent(url));
    await expect(page).rejects.toThrow(/answered 400: .*invalid_client/s);
  });
});

describe('a pushed authorization request', () => {
  it('may be opened often, and signs in once', async () => {
    const url = await client.push(verifier);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
    const callback = new URL(await alice.consent(url));
    expect(await client.redeem(callback, verifier)).toHaveProperty('access_token');
    const again = new URL(await alice.consent(url));
    expect(again.searchParams.get('error')).toBe('invalid_request_uri');
  });

  it('is demanded where the issuer is told to', async () => {
    await using strict = await startStrictServers({ issuer: { par: 'required' } });
    const other = await plainClient(strict);
    const { callback } = await other.authorize((url) => alice.consent(url));
    expect(callback.searchParams.get('error')).toBe('invalid_request');
    expect(await alice.consent(await other.push(verifier))).toContain('code=');
  });
});

import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALICES_SCRIPT, startEnterpriseServer } from '../world/enterprise-server.ts';
import type { StrictServers } from '../world/strict-servers.ts';
import { FormVisitor } from './form-visitor.ts';
import { PlainClient } from './plain-client.ts';
import { discover, register, secretOf } from './plain-registration.ts';

let servers: StrictServers;
let page: string;

beforeAll(async () => {
  servers = await startEnterpriseServer();
  page = `${servers.alice.pod}private/page.html`;
});
afterAll(() => servers[Symbol.asyncDispose]());

const newKeys = () => oauth.generateKeyPair('ES256');

describe('the stand-in for the Enterprise Solid Server', () => {
  it('keeps login, profiles and storage at three origins', () => {
    const { issuer, alice } = servers;
    expect(new Set([issuer.url, alice.webId, alice.pod].map((url) => new URL(url).origin)).size).toBe(3);
  });

  it('knows one way only to authenticate, and neither nonces nor pushed requests', async () => {
    const as = await discover(servers);
    expect(as.token_endpoint_auth_methods_supported).toEqual(['client_secret_basic']);
    expect(as).not.toHaveProperty('pushed_authorization_request_endpoint');
    expect(as.grant_types_supported).toContain('client_credentials');
  });

  it('gives every client a secret, whatever it asked for, and five minutes', async () => {
    const { as, client } = await register(servers, { token_endpoint_auth_method: 'none' });
    expect(client['token_endpoint_auth_method']).toBe('client_secret_basic');
    const secret = oauth.ClientSecretBasic(secretOf(client));
    const right = new PlainClient(as, client, secret, await newKeys());
    const { access_token, id_token = '', expires_in } = await right.signIn(new FormVisitor(servers.alice));
    const { iat = 0, exp = 0 } = decodeJwt(id_token);
    expect([expires_in, exp - iat]).toEqual([300, 300]);
    // Neither server demanded a nonce: each was asked once.
    expect(servers.issuer.seenAt('/token')).toHaveLength(1);
    expect((await right.read(access_token, page)).status).toBe(200);
    expect(servers.pod.seenAt(new URL(page).pathname)).toHaveLength(1);
    const wrong = new PlainClient(as, client, oauth.None(), await newKeys());
    const refused = wrong.signIn(new FormVisitor(servers.alice));
    await expect(refused).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('lets a script of hers act as Alice', async () => {
    const as = await discover(servers);
    const client = { client_id: ALICES_SCRIPT.id };
    const script = new PlainClient(
      as,
      client,
      oauth.ClientSecretBasic(ALICES_SCRIPT.secret),
      await newKeys(),
    );
    const { access_token, ...rest } = await script.credentials();
    expect(decodeJwt(access_token)).toMatchObject({ webid: servers.alice.webId, aud: 'solid' });
    expect(rest).not.toHaveProperty('refresh_token');
    expect((await script.read(access_token, page)).status).toBe(200);
    const theirs = script.read(access_token, `${servers.bob.pod}private/page.html`);
    expect((await theirs).status).toBe(403);
    const guessed = new PlainClient(as, client, oauth.ClientSecretBasic('guessed'), await newKeys());
    await expect(guessed.credentials()).rejects.toMatchObject({ status: 401 });
  });

  it('offers UMA besides DPoP to whoever it refuses', async () => {
    const { status, headers } = await fetch(page);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/UMA as_uri="[^"]+", ticket="[^"]+", DPoP algs="ES256"$/);
  });
});

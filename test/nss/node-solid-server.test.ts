import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormVisitor } from '../integration/form-visitor.ts';
import { LOOPBACK, PlainClient, REDIRECT } from '../integration/plain-client.ts';
import { type NodeSolidServer, startNodeSolidServer } from '../world/node-solid-server.ts';

const TRUSTED = `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`;
const Tokens = v.object({
  access_token: v.string(),
  id_token: v.string(),
  refresh_token: v.optional(v.string()),
  token_type: v.string(),
});

let server: NodeSolidServer;
let as: oauth.AuthorizationServer;
let client: PlainClient;
let alice: FormVisitor;
let tokens: v.InferOutput<typeof Tokens>;

beforeAll(async () => {
  server = await startNodeSolidServer([TRUSTED]);
  const url = new URL(server.url);
  as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, LOOPBACK));
  client = new PlainClient(as, await register(), oauth.None(), await oauth.generateKeyPair('ES256'));
  alice = new FormVisitor(server.alice);
  const { callback, verifier } = await client.authorize((page) => alice.consent(page));
  tokens = await redeem(callback, verifier);
});
afterAll(() => server[Symbol.asyncDispose]());

async function register(): Promise<oauth.Client> {
  const wanted = { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
  const response = await oauth.dynamicClientRegistrationRequest(as, wanted, LOOPBACK);
  return await oauth.processDynamicClientRegistrationResponse(response);
}

const options = () => ({ ...LOOPBACK, DPoP: client.dpop });

/** Without the library's checks, which this server would not pass. */
async function redeem(callback: URL, verifier: string) {
  const { client: registered, auth } = client;
  const answer = oauth.validateAuthResponse(as, registered, callback, oauth.expectNoState);
  const asked = [as, registered, auth, answer, REDIRECT, verifier, options()] as const;
  const response = await oauth.authorizationCodeGrantRequest(...asked);
  return v.parse(Tokens, await response.json());
}

async function refresh() {
  const { refresh_token = '' } = tokens;
  const response = await oauth.refreshTokenGrantRequest(
    as,
    client.client,
    client.auth,
    refresh_token,
    options(),
  );
  return v.parse(Tokens, await response.json());
}

function ask(method: string, path: string, headers: Record<string, string>, body: string | null = null) {
  const url = new URL(path, server.alice.pod);
  return oauth.protectedResourceRequest(
    tokens.access_token,
    method,
    url,
    new Headers(headers),
    body,
    options(),
  );
}

describe('the Node Solid Server', () => {
  it('has an issuer string without a slash, and knows neither revocation nor pushed requests', () => {
    expect(as.issuer).toBe(server.url);
    expect(as.issuer).not.toMatch(/\/$/);
    expect(as).not.toHaveProperty('revocation_endpoint');
    expect(as).not.toHaveProperty('pushed_authorization_request_endpoint');
    expect(as).not.toHaveProperty('dpop_signing_alg_values_supported');
  });

  it('gives a secret also to a client that wants none', () => {
    expect(client.client).toMatchObject({
      token_endpoint_auth_method: 'none',
      client_secret: expect.any(String) as string,
    });
  });

  it('calls a token that is bound to our key a Bearer token', async () => {
    expect(tokens.token_type).toBe('Bearer');
    const jkt = await client.dpop.calculateThumbprint();
    const { webId } = server.alice;
    expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: 'solid', webid: webId, cnf: { jkt } });
  });

  it('leaves the nonce out of the ID token', () => {
    const { webId } = server.alice;
    expect(decodeProtectedHeader(tokens.id_token).alg).toBe('RS256');
    expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: webId, aud: [client.client.client_id, 'solid'] });
    expect(decodeJwt(tokens.id_token)).not.toHaveProperty('nonce');
  });

  it('lets Alice write and read what is hers alone', async () => {
    const type = { 'content-type': 'text/plain' };
    expect((await ask('PUT', 'private/file.txt', type, 'mine')).status).toBe(201);
    expect(await (await ask('GET', 'private/file.txt', {})).text()).toBe('mine');
    expect((await fetch(`${server.alice.pod}private/file.txt`)).status).toBe(401);
  });

  it('lets in only the origins that Alice trusts', async () => {
    expect((await ask('GET', 'private/', { origin: TRUSTED })).status).toBe(200);
    expect((await ask('GET', 'private/', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('keeps its refresh token', async () => {
    const first = await refresh();
    expect(first).not.toHaveProperty('refresh_token');
    expect(first.access_token).not.toBe(tokens.access_token);
    expect(await refresh()).toHaveProperty('access_token');
  });

  it('asks even where it shall not', async () => {
    const silent = client.authorize((page) => new FormVisitor(server.alice).visit(page, []), {
      prompt: 'none',
    });
    await expect(silent).rejects.toThrow('/login?');
    const again = await client.authorize((page) => alice.visit(page, []), { prompt: 'none' });
    expect(again.callback.searchParams.has('code')).toBe(true);
  });
});

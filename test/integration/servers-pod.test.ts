import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StrictServers, startStrictServers } from '../world/strict-servers.ts';
import { FormVisitor } from './form-visitor.ts';
import { PlainClient } from './plain-client.ts';
import { register } from './plain-registration.ts';

let servers: StrictServers;
let keys: CryptoKeyPair;
let client: PlainClient;
let accessToken: string;
let page: string;

beforeAll(async () => {
  servers = await startStrictServers();
  keys = await generateKeyPair('ES256', { extractable: true });
  const { as, client: registered } = await register(servers);
  client = new PlainClient(as, registered, oauth.None(), keys);
  ({ access_token: accessToken } = await client.signIn(new FormVisitor(servers.alice)));
  page = `${servers.alice.pod}private/page.html`;
});
afterAll(() => servers[Symbol.asyncDispose]());

beforeEach(() => {
  servers.pod.clockSkew = 0;
});

interface Draft {
  readonly header: Record<string, unknown>;
  readonly claims: JWTPayload;
  key: CryptoKey;
}

type Forge = (draft: Draft) => unknown;

/** A proof for a request, but for what is falsified. */
async function proofFor(method: string, url: string, forge: Forge = () => undefined): Promise<string> {
  const draft: Draft = {
    header: { typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(keys.publicKey) },
    claims: {
      htm: method,
      htu: url,
      ath: createHash('sha256').update(accessToken).digest('base64url'),
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      nonce: servers.pod.guard.nonce,
    },
    key: keys.privateKey,
  };
  await forge(draft);
  return await new SignJWT(draft.claims)
    .setProtectedHeader({ alg: 'ES256', ...draft.header })
    .sign(draft.key);
}

async function ask(
  method: string,
  url: string,
  proof: string,
  body: string | null = null,
): Promise<Response> {
  const headers = { authorization: `DPoP ${accessToken}`, dpop: proof, 'content-type': 'text/plain' };
  return await fetch(url, { method, headers, body });
}

/** Reads Alice's page with a falsified proof: the status, and why it was refused. */
async function readWith(forge: Forge): Promise<[status: number, reason: string | null | undefined]> {
  const { status } = await ask('GET', page, await proofFor('GET', page, forge));
  return [status, servers.pod.seen.at(-1)?.reason];
}

describe('the strict pod', () => {
  it('refuses whoever does not say who asks', async () => {
    const response = await fetch(page);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('DPoP algs="ES256"');
    expect(response.headers.get('vary')).toBe('Authorization');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<h1>401</h1>');
  });

  it('shows everybody what is public', async () => {
    expect((await fetch(`${servers.alice.pod}public/photo.png`)).status).toBe(200);
  });

  it('lets the owner in, and forces its nonce upon the client', async () => {
    const before = servers.pod.seen.length;
    const response = await client.read(accessToken, `${page}?part=2`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('private page')]);
    expect(servers.pod.seen.slice(before)).toMatchObject([
      { status: 401, reason: 'there is no nonce' },
      { status: 200, reason: null },
    ]);
  });

  it('lets the owner write, and nobody else', async () => {
    const file = `${servers.alice.pod}private/new/file.txt`;
    const folder = `${servers.alice.pod}private/new/`;
    const doing = async (method: string, url: string, body: string | null = null) =>
      await ask(method, url, await proofFor(method, url), body);
    expect((await fetch(file, { method: 'PUT', body: 'mine' })).status).toBe(401);
    expect((await doing('GET', file)).status).toBe(404);
    expect((await doing('PUT', file, 'one')).status).toBe(201);
    expect((await doing('PUT', file, 'two')).status).toBe(204);
    expect((await doing('PATCH', file, ' three')).status).toBe(204);
    expect(await (await doing('GET', file)).text()).toBe('two three');
    const added = await doing('POST', folder, 'four');
    expect(added.status).toBe(201);
    const second = new URL(added.headers.get('location') ?? '', folder).href;
    expect(await (await doing('GET', folder)).text()).toContain(new URL(second).pathname);
    expect((await doing('DELETE', second)).status).toBe(204);
    expect((await doing('HEAD', second)).status).toBe(404);
    expect((await doing('PUT', `${servers.bob.pod}private/file.txt`, 'hers')).status).toBe(403);
    expect((await doing('GET', `${servers.bob.pod}private/page.html`)).status).toBe(403);
  });

  it('tells a page of another origin what it may send', async () => {
    const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'dpop' };
    const response = await fetch(page, { method: 'OPTIONS', headers: asked });
    expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(response.headers.get('access-control-allow-headers')).toBe('dpop');
  });
});

describe('a proof', () => {
  it('that is right lets the owner in, once', async () => {
    const proof = await proofFor('GET', page);
    expect((await ask('GET', page, proof)).status).toBe(200);
    expect((await ask('GET', page, proof)).status).toBe(401);
    expect(servers.pod.seen.at(-1)?.reason).toBe('the proof was used before');
  });

  it.each<[string, Forge, RegExp]>([
    ['no ath', ({ claims }) => delete claims['ath'], /"ath"/],
    ['the ath of another token', ({ claims }) => (claims['ath'] = 'x'.repeat(43)), /ath is wrong/],
    ['a time six seconds ago', ({ claims }) => (claims.iat = Date.now() / 1000 - 6), /iat is not now/],
    ['a time six seconds ahead', ({ claims }) => (claims.iat = Date.now() / 1000 + 6), /iat is not now/],
    ['no time', ({ claims }) => delete claims.iat, /"iat"/],
    ['another method', ({ claims }) => (claims['htm'] = 'HEAD'), /htm is HEAD/],
    ['the method in small letters', ({ claims }) => (claims['htm'] = 'get'), /htm is get/],
    ['another URL', ({ claims }) => (claims['htu'] = servers.pod.url), /htu is/],
    ['a query', ({ claims }) => (claims['htu'] = `${page}?`), /htu is/],
    ['a jti of a few letters', ({ claims }) => (claims.jti = 'abc'), /jti is too short/],
    ['no nonce', ({ claims }) => delete claims['nonce'], /there is no nonce/],
    ['another nonce', ({ claims }) => (claims['nonce'] = 'guessed'), /the nonce is old/],
    ['another type', ({ header }) => (header['typ'] = 'JWT'), /"typ"/],
    ['no key', ({ header }) => delete header['jwk'], /"jwk"/],
    ['its private key', async ({ header }) => (header['jwk'] = await exportJWK(keys.privateKey)), /public/],
    [
      'the signature of another',
      async (draft) => (draft.key = (await generateKeyPair('ES256')).privateKey),
      /signature/,
    ],
    ['another key', async (draft) => Object.assign(draft, await otherKey(draft)), /bound to another key/],
  ])('with %s is refused', async (_what, forge, reason) => {
    expect(await readWith(forge)).toEqual([401, expect.stringMatching(reason)]);
  });

  async function otherKey({ header }: Draft): Promise<Partial<Draft>> {
    const { privateKey: key, publicKey } = await generateKeyPair('ES256');
    return { key, header: { ...header, jwk: await exportJWK(publicKey) } };
  }

  it('is made by the clock that the pod tells', async () => {
    servers.pod.clockSkew = 600;
    const response = await ask('GET', page, await proofFor('GET', page));
    expect(response.status).toBe(401);
    const told = Date.parse(response.headers.get('date') ?? '') / 1000;
    expect(told - Date.now() / 1000).toBeGreaterThan(590);
    expect(await readWith(({ claims }) => (claims.iat = told))).toEqual([200, null]);
  });

  it('needs the new nonce at once where the pod takes another', async () => {
    const old = servers.pod.guard.nonce;
    servers.pod.guard.rotateNonce();
    const response = await ask(
      'GET',
      page,
      await proofFor('GET', page, ({ claims }) => (claims['nonce'] = old)),
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('dpop-nonce')).toBe(servers.pod.guard.nonce);
    expect(response.headers.get('www-authenticate')).toMatch(/^DPoP .*error="use_dpop_nonce"/);
  });

  it('needs the new nonce after the answer that tells it', async () => {
    const old = servers.pod.guard.nonce;
    servers.pod.guard.announceNonce();
    const response = await ask('GET', page, await proofFor('GET', page));
    expect([response.status, response.headers.get('dpop-nonce')]).toEqual([200, servers.pod.guard.nonce]);
    expect(await readWith(({ claims }) => (claims['nonce'] = old))).toEqual([401, 'the nonce is old']);
    expect(await readWith(() => undefined)).toEqual([200, null]);
  });
});

describe('an access token', () => {
  const readBy = async (authorization: string) => {
    const headers = { authorization, dpop: await proofFor('GET', page) };
    const { status } = await fetch(page, { headers });
    return [status, servers.pod.seen.at(-1)?.reason];
  };

  it('is no Bearer token', async () => {
    expect(await readBy(`Bearer ${accessToken}`)).toEqual([401, 'this is no DPoP token']);
  });

  it('that somebody else signed is refused', async () => {
    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const changed = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect(await readBy(`DPoP ${header}.${payload}.${changed}`)).toEqual([
      401,
      expect.stringMatching(/signature/),
    ]);
  });

  it('without a proof is refused', async () => {
    const { status } = await fetch(page, { headers: { authorization: `DPoP ${accessToken}` } });
    expect([status, servers.pod.seen.at(-1)?.reason]).toEqual([401, 'there is no proof']);
  });

  it('ends by the clock of the pod', async () => {
    servers.pod.clockSkew = 3700;
    expect(await readBy(`DPoP ${accessToken}`)).toEqual([401, expect.stringMatching(/"exp"/)]);
  });

  it('ends where the pod takes it back, and a fresh one does not', async () => {
    const { access_token: other } = await client.signIn(new FormVisitor(servers.alice));
    servers.pod.guard.endTokens();
    await expect(client.read(accessToken, page)).rejects.toMatchObject({ status: 401 });
    expect(servers.pod.seen.at(-1)?.reason).toBe('the token was taken back');
    expect((await client.read(other, page)).status).toBe(200);
  });
});

import { decodeJwt, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { beforeEach, describe, expect, it } from 'vitest';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import {
  authenticationOf,
  type Client,
  chosenClient,
  offeredMethod,
  toLibrary,
} from '../../../src/oidc/client.ts';
import { CLIENT } from '../../fakes/clients.ts';
import { failureOf } from '../../fakes/failure.ts';

const server = { issuer: 'https://idp.example' };
const key = await generateDpopKey();
const REFUSED: [Client['method'], Partial<Client>][] = [
  ['client_secret_basic', { secret: null }],
  ['client_secret_post', { secret: null }],
  ['private_key_jwt', { secret: 's', key: null }],
];

describe('the authentication of a client', () => {
  let body: URLSearchParams;
  let headers: Headers;
  beforeEach(() => {
    body = new URLSearchParams();
    headers = new Headers();
  });

  async function authenticate(change: Partial<Client>): Promise<Client> {
    const client = { ...CLIENT, id: 'a b', secret: 's', key, ...change };
    await authenticationOf(client)(server, toLibrary(client, 0), body, headers);
    return client;
  }

  it.each([null, 's'])('only says who it is for none, with or without a secret', async (secret) => {
    await authenticate({ method: 'none', secret });
    expect([...body]).toEqual([['client_id', 'a b']]);
    expect([...headers]).toEqual([]);
  });

  it('encodes id and secret before it joins them, for client_secret_basic (RFC 6749 section 2.3.1)', async () => {
    await authenticate({ method: 'client_secret_basic', id: 'a:b', secret: 's/+ ü' });
    expect([...body]).toEqual([]);
    expect([...headers]).toEqual([['authorization', `Basic ${btoa('a%3Ab:s%2F%2B+%C3%BC')}`]]);
  });

  it('puts both into the form for client_secret_post', async () => {
    await authenticate({ method: 'client_secret_post' });
    expect(Object.fromEntries(body)).toEqual({ client_id: 'a b', client_secret: 's' });
    expect([...headers]).toEqual([]);
  });

  it('signs an assertion for this issuer, once, for private_key_jwt (RFC 7523 section 3)', async () => {
    await authenticate({ method: 'private_key_jwt' });
    const first = body.get('client_assertion') ?? '';
    const { payload } = await jwtVerify(first, key.pair.publicKey, { audience: server.issuer });
    expect(payload).toMatchObject({ iss: 'a b', sub: 'a b', jti: expect.stringMatching(/./) as string });
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(60);
    expect(body.has('client_secret') || headers.has('authorization')).toBe(false);
    await authenticate({ method: 'private_key_jwt' });
    expect(decodeJwt(body.get('client_assertion') ?? '').jti).not.toBe(payload.jti);
  });

  it.each(REFUSED)('is refused where it cannot be done: %s', (method, change) => {
    const client = { ...CLIENT, method, secret: 's', key, ...change };
    expect(failureOf(() => authenticationOf(client))).toEqual({ code: 'client-refused', subject: method });
  });
});

describe('a client that somebody chose', () => {
  it.each(REFUSED)(
    'is refused where something is missing: %s',
    (method, { secret = null, key: own = null }) => {
      const failure = failureOf(() => chosenClient({ way: 'static', clientId: 'a', method }, secret, own));
      expect(failure).toEqual({ code: 'client-refused', subject: method });
    },
  );

  it('authenticates by none where it is a document', () => {
    const choice = { way: 'document', clientId: 'https://app.example/id' } as const;
    expect(chosenClient(choice, null, null)).toMatchObject({ id: choice.clientId, method: 'none' });
  });
});

describe('the method that is asked for', () => {
  const offering = (methods?: string[]): oauth.AuthorizationServer => ({
    ...server,
    ...(methods !== undefined && { token_endpoint_auth_methods_supported: methods }),
  });

  it.each([
    [['private_key_jwt', 'none'], 'none'],
    [['private_key_jwt', 'client_secret_post'], 'client_secret_post'],
    [undefined, 'client_secret_basic'],
  ])('is the first of ours that the issuer offers: %j', (methods, method) => {
    expect(offeredMethod(offering(methods))).toBe(method);
  });

  it.each([[[]], [['client_secret_jwt', 'NONE']]])('is none of %j', (methods) => {
    expect(failureOf(() => offeredMethod(offering(methods))).code).toBe('issuer-unsupported');
  });
});

it('a client goes by the clock of its issuer, and by the algorithm that it registered', () => {
  expect(toLibrary({ ...CLIENT, idTokenAlgorithm: 'RS256' }, 5)).toEqual({
    client_id: CLIENT.id,
    id_token_signed_response_alg: 'RS256',
    [oauth.clockSkew]: 5,
  });
});

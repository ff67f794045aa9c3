import { describe, expect, it, vi } from 'vitest';
import { generateDpopKey } from '../../../src/dpop/keys.ts';
import type { Client } from '../../../src/oidc/client.ts';
import { type IssuerMetadata, readIssuer } from '../../../src/oidc/metadata.ts';
import { isKnown, register, unregister } from '../../../src/oidc/registration.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import type { Json, Lies } from '../../fakes/lies.ts';
import { serve } from '../../fakes/server.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const REDIRECT_URI = 'https://latchkey.chromiumapp.org/';
const key = await generateDpopKey();

async function registerWith(issuer: FakeIssuer): Promise<{ metadata: IssuerMetadata; client: Client }> {
  const metadata = await readIssuer(issuer.url, new URL(issuer.url));
  return { metadata, client: await register(metadata, REDIRECT_URI, key) };
}

function offering(...methods: string[]): Lies {
  return { metadata: (metadata) => (metadata['token_endpoint_auth_methods_supported'] = methods) };
}

/** Lies about some of a registration. */
function registered(change: Json): Lies {
  return { registration: ({ body }) => Object.assign(body as Json, change) };
}

describe('whether an issuer knows a client', () => {
  it.each(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
    'is what its token endpoint says: %s',
    async (method) => {
      await using issuer = await startIssuer(offering(method));
      const { metadata, client } = await registerWith(issuer);
      expect(await isKnown(metadata, client)).toBe(true);
      issuer.registrations.forgetAll();
      expect(await isKnown(metadata, client)).toBe(false);
    },
  );

  it('does not hang on the clock of the issuer', async () => {
    await using issuer = await startIssuer(offering('private_key_jwt'));
    issuer.skew = 3600;
    const { metadata, client } = await registerWith(issuer);
    expect(await isKnown(metadata, client)).toBe(true);
  });

  it.each([500, 503, 429])('is not denied by an issuer that is out of order: %i', async (status) => {
    await using issuer = await startIssuer();
    const { metadata, client } = await registerWith(issuer);
    issuer.lies = { tokenAnswer: (statement) => Object.assign(statement, { status, body: '<html>' }) };
    expect(await isKnown(metadata, client)).toBe(true);
  });
});

describe('the end of a registration', () => {
  it('is told to the issuer, with the token that it gave for that (RFC 7592 section 2.3)', async () => {
    await using issuer = await startIssuer();
    const { metadata, client } = await registerWith(issuer);
    await unregister(metadata, client);
    expect(issuer.registrations.all).toEqual([]);
    expect(issuer.requests.at(-1)).toMatchObject({ method: 'DELETE', path: `/register/${client.id}` });
  });

  it.each<[string, (elsewhere: string) => Json]>([
    ['the address is at another origin', (elsewhere) => ({ registration_client_uri: elsewhere })],
    ['the address is none', () => ({ registration_client_uri: 'client' })],
    ['there is no address', () => ({ registration_client_uri: undefined })],
    ['there is no token', () => ({ registration_access_token: undefined })],
  ])('is told to nobody where %s', async (_what, change) => {
    await using elsewhere = await serve(() => ({}));
    await using issuer = await startIssuer(registered(change(elsewhere.url)));
    const { metadata, client } = await registerWith(issuer);
    expect(client.management).toBeNull();
    const before = issuer.requests.length;
    await unregister(metadata, client);
    expect([elsewhere.seen, issuer.requests.length]).toEqual([[], before]);
  });
});

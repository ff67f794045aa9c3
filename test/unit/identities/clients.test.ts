import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthMethod } from '../../../src/domain/client.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { byStaff } from '../../fakes/clients.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import {
  expireTokens,
  outcome,
  signedIn,
  signInOnceMore,
  startAnew,
  startWithPerson,
  tokensOf,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { browser } = port;

/** Letters that a form and a base64 pair would each take for something else. */
const [ID, SECRET] = ['staff:client 1', 's:/+ ü%&='];

beforeEach(startAnew);

const lastToken = (issuer: FakeIssuer) => issuer.seenAt('/token').at(-1);
const formOf = (issuer: FakeIssuer) => Object.fromEntries(new URLSearchParams(lastToken(issuer)?.body));
const clientOf = async (id: IdentityId) => (await worker.getIdentity(id)).client.id;

/** Chooses a client that the issuer's staff registered, with its public key where that is its method. */
async function chooseStatic(issuer: FakeIssuer, method: AuthMethod): Promise<void> {
  const secret = method.startsWith('client_secret') ? SECRET : null;
  await worker.trust(issuer.url);
  await worker.chooseClient(issuer.url, { way: 'static', clientId: ID, method }, secret);
  const { publicJwk } = worker.toClientView(await worker.getIssuer(issuer.url));
  issuer.registrations.add(
    byStaff({
      client_id: ID,
      token_endpoint_auth_method: method,
      ...(secret !== null && { client_secret: secret }),
      ...(publicJwk !== null && { jwks: { keys: [{ ...publicJwk }] } }),
    }),
  );
}

describe('a client that the issuer’s staff gave out', () => {
  it.each<[AuthMethod, readonly string[], boolean]>([
    ['none', ['client_id'], false],
    ['client_secret_basic', [], true],
    ['client_secret_post', ['client_id', 'client_secret'], false],
    ['private_key_jwt', ['client_assertion', 'client_assertion_type', 'client_id'], false],
  ])('signs in, is refreshed and is known by its one method: %s', async (method, members, isBasic) => {
    await using issuer = await startWithPerson();
    await chooseStatic(issuer, method);
    const id = await signedIn(issuer);
    await expireTokens(id);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    expect(issuer.seenAt('/register')).toEqual([]);
    const shown = Object.keys(formOf(issuer)).filter((name) => name.startsWith('client_'));
    expect(shown.toSorted()).toEqual(members);
    expect(lastToken(issuer)?.headers.authorization !== undefined).toBe(isBasic);
    expect(lastToken(issuer)?.headers['dpop']).toMatch(/./);
  });

  it('has id and secret encoded as in a form before they become base64', async () => {
    await using issuer = await startWithPerson();
    await chooseStatic(issuer, 'client_secret_basic');
    await signedIn(issuer);
    const [, encoded = ''] = lastToken(issuer)?.headers.authorization?.split(' ') ?? [];
    expect(atob(encoded)).toBe('staff%3Aclient+1:s%3A%2F%2B+%C3%BC%25%26%3D');
  });

  it.each(['client_secret_basic', 'client_secret_post'] as const)(
    'is never replaced by a registration, though the issuer does not know it: %s',
    async (method) => {
      await using issuer = await startWithPerson();
      await chooseStatic(issuer, method);
      await worker.chooseClient(issuer.url, { way: 'static', clientId: ID, method }, 'wrong');
      worker.signIn(issuer.webId);
      expect(await outcome()).toMatchObject({ step: 'failed', failure: { code: 'client-refused' } });
      expect([issuer.seenAt('/register'), await worker.listIdentities()]).toEqual([[], []]);
      expect(issuer.seenAt('/token')).toHaveLength(1);
    },
  );

  it('is not replaced by a registration when a refresh is refused to it, and the session goes on', async () => {
    await using issuer = await startWithPerson();
    await chooseStatic(issuer, 'client_secret_post');
    const id = await signedIn(issuer);
    await expireTokens(id);
    const before = await tokensOf(id);
    issuer.registrations.forgetAll();
    expect(await codeOf(worker.credentialsOf(id))).toBe('client-refused');
    expect([issuer.seenAt('/register'), await tokensOf(id)]).toEqual([[], before]);
  });

  it('goes nowhere without the secret that its method takes', async () => {
    await using issuer = await startWithPerson();
    await worker.trust(issuer.url);
    await worker.chooseClient(
      issuer.url,
      { way: 'static', clientId: ID, method: 'client_secret_basic' },
      null,
    );
    worker.signIn(issuer.webId);
    const failure = { code: 'client-refused', subject: 'client_secret_basic' };
    expect(await outcome()).toMatchObject({ step: 'failed', failure });
    expect(browser.identity.launchWebAuthFlow).not.toHaveBeenCalled();
  });

  it('keeps its secret when only its method changes, shows it to nobody, and loses it with the choice', async () => {
    await using issuer = await startWithPerson();
    await chooseStatic(issuer, 'client_secret_basic');
    const choice = { way: 'static', clientId: ID, method: 'client_secret_post' } as const;
    await worker.chooseClient(issuer.url, choice, null);
    const record = await worker.getIssuer(issuer.url);
    expect(record.secret).toBe(SECRET);
    expect(JSON.stringify(worker.toClientView(record))).not.toContain(SECRET);
    await worker.chooseClient(issuer.url, { way: 'dynamic' }, null);
    expect((await worker.getIssuer(issuer.url)).secret).toBeNull();
  });
});

it('another choice counts from the next sign-in on; a session that is there goes on as it began', async () => {
  await using issuer = await startWithPerson();
  const id = await signedIn(issuer);
  const before = await clientOf(id);
  await chooseStatic(issuer, 'client_secret_post');
  await expireTokens(id);
  expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  expect([await clientOf(id), formOf(issuer)['client_id']]).toEqual([before, before]);

  await signInOnceMore(id);
  expect([await clientOf(id), formOf(issuer)['client_id']]).toEqual([ID, ID]);
  await worker.chooseClient(issuer.url, { way: 'dynamic' }, null);
  await signInOnceMore(id);
  expect([await clientOf(id), issuer.seenAt('/register').length]).toEqual([before, 1]);
});

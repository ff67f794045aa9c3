import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { answers, type Lies, says } from '../../fakes/lies.ts';
import { restartWorker, signedIn, signInOnceMore, startAnew, startWithPerson, worker } from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const METHODS = ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
const REFUSAL = { status: 401, body: { error: 'invalid_client' } };

beforeEach(startAnew);

const registrations = (issuer: FakeIssuer) => issuer.seenAt('/register').length;
const clientOf = async (id: IdentityId) => (await worker.getIdentity(id)).client;

function offering(method: string): Lies {
  return { metadata: says({ token_endpoint_auth_methods_supported: [method] }) };
}

describe('a registration is kept', () => {
  it.each(METHODS)('and used for the next sign-in, also by another worker: %s', async (method) => {
    await using issuer = await startWithPerson(offering(method));
    const id = await signedIn(issuer);
    const { id: clientId, method: used } = await clientOf(id);
    await restartWorker();
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
    expect([registrations(issuer), used]).toEqual([1, method]);
    expect((await clientOf(id)).id).toBe(clientId);
  });

  it('though the next sign-in fails', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    issuer.lies = { callback: ({ searchParams }) => searchParams.set('error', 'server_error') };
    expect(await signInOnceMore(id)).toMatchObject({ step: 'failed' });
    issuer.lies = {};
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
    expect(registrations(issuer)).toBe(1);
  });

  it('while it lasts for longer than a sign-in takes', async () => {
    await using issuer = await startWithPerson();
    issuer.registrations.lifetime = 660;
    await signInOnceMore(await signedIn(issuer));
    expect(registrations(issuer)).toBe(1);
  });

  it('while the issuer cannot say whether it knows it', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    issuer.lies = { tokenAnswer: answers({ status: 503, body: 'Sorry' }) };
    expect(await signInOnceMore(id)).toMatchObject({ step: 'failed', failure: { code: 'token-invalid' } });
    expect(registrations(issuer)).toBe(1);
  });
});

describe('a registration is renewed', () => {
  it('when it is about to end', async () => {
    await using issuer = await startWithPerson();
    issuer.registrations.lifetime = 540;
    const id = await signedIn(issuer);
    const { id: before } = await clientOf(id);
    issuer.registrations.lifetime = null;
    await signInOnceMore(id);
    await signInOnceMore(id);
    expect(registrations(issuer)).toBe(2);
    expect((await clientOf(id)).id).not.toBe(before);
  });

  it.each(METHODS)('once, when the issuer has forgotten it: %s', async (method) => {
    await using issuer = await startWithPerson(offering(method));
    const id = await signedIn(issuer);
    issuer.registrations.forgetAll();
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
    expect(registrations(issuer)).toBe(2);
    expect((await clientOf(id)).id).toBe(issuer.registrations.all[0]?.client_id);
  });

  it('once and no more by an issuer that refuses every client', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    const before = await worker.getIdentity(id);
    issuer.lies = { tokenAnswer: answers(REFUSAL) };
    expect(await signInOnceMore(id)).toMatchObject({ step: 'failed', failure: { code: 'client-refused' } });
    expect(registrations(issuer)).toBe(2);
    expect(await worker.getIdentity(id)).toEqual(before);
  });

  it('never in a loop by a first sign-in', async () => {
    await using issuer = await startWithPerson({ tokenAnswer: answers(REFUSAL) });
    await worker.trust(issuer.url);
    worker.signIn(issuer.webId);
    await vi.waitFor(async () =>
      expect(await worker.signInState()).toMatchObject({
        step: 'failed',
        failure: { code: 'client-refused' },
      }),
    );
    expect([registrations(issuer), issuer.seenAt('/token').length]).toEqual([1, 1]);
  });
});

it('a registration shows nothing secret to the options page', async () => {
  await using issuer = await startWithPerson(offering('client_secret_basic'));
  const { secret, id: clientId } = await clientOf(await signedIn(issuer));
  const view = worker.toClientView(await worker.getIssuer(issuer.url));
  expect(view).toEqual({
    way: 'dynamic',
    clientId,
    method: 'client_secret_basic',
    hasSecret: true,
    expiresAt: null,
    publicJwk: null,
  });
  expect(JSON.stringify(view)).not.toContain(secret);
});

it('an issuer that nobody trusts keeps no registration', async () => {
  await using issuer = await startWithPerson();
  const id = await signedIn(issuer);
  await worker.distrust(issuer.url);
  expect(await codeOf(worker.getIssuer(issuer.url))).toBe('issuer-untrusted');
  expect(await signInOnceMore(id)).toMatchObject({ step: 'trust', issuer: issuer.url });
});

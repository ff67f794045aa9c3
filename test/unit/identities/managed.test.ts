import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Issuer, identityIdOf } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { newKey } from '../../fakes/vault.ts';
import {
  outcome,
  restartWorker,
  signedIn,
  signInAndTrust,
  signInOnceMore,
  startAnew,
  startWithPerson,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

/** The organisation sets a policy, which the next worker finds. */
async function setPolicy(policy: object): Promise<void> {
  port.browser.storage.managed.set({ ...policy });
  await restartWorker();
}

const trusted = async () => (await worker.listIssuers()).map(({ id }) => id);

describe('an issuer of the organisation', () => {
  it('is trusted without a question, and first on the list', async () => {
    await using issuer = await startWithPerson();
    await worker.trust('https://own.example' as Issuer);
    await setPolicy({ issuers: [{ issuer: issuer.url }] });
    expect(await trusted()).toEqual([issuer.url, 'https://own.example']);
    worker.signIn(issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'done' });
  });

  it('is trusted no more once the policy is gone, and its sessions are not used', async () => {
    await using issuer = await startWithPerson();
    await setPolicy({ issuers: [{ issuer: issuer.url }] });
    worker.signIn(issuer.webId);
    await outcome();
    const id = identityIdOf(issuer.webId, issuer.url);
    expect((await worker.credentialsOf(id)).accessToken).not.toBe('');
    await setPolicy({});
    expect(await trusted()).toEqual([]);
    expect(await codeOf(worker.credentialsOf(id))).toBe('issuer-untrusted');
    expect(await codeOf(worker.changeIssuer(issuer.url, () => ({ legacy: true })))).toBe('issuer-untrusted');
  });

  it('stays trusted where the person had trusted it before', async () => {
    await using issuer = await startWithPerson();
    await worker.trust(issuer.url);
    await setPolicy({ issuers: [{ issuer: issuer.url }] });
    await worker.changeIssuer(issuer.url, () => ({ legacy: true }));
    await setPolicy({});
    expect(await worker.listIssuers()).toMatchObject([{ id: issuer.url, legacy: true }]);
  });

  it('becomes the person’s own where they trust it after the policy has gone', async () => {
    await using issuer = await startWithPerson();
    await setPolicy({ issuers: [{ issuer: issuer.url }] });
    await worker.changeIssuer(issuer.url, () => ({ legacy: true }));
    await setPolicy({});
    expect(await signInAndTrust(issuer.webId, issuer.url)).toMatchObject({ step: 'done' });
    expect(await trusted()).toEqual([issuer.url]);
  });

  it('counts by its exact string', async () => {
    await using issuer = await startWithPerson();
    await setPolicy({ issuers: [{ issuer: issuer.url.replace(/\/$/, '') }] });
    worker.signIn(issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'trust' });
  });
});

describe('where the organisation allows its own issuers alone', () => {
  it('nobody signs in elsewhere, and that issuer is not asked', async () => {
    await using issuer = await startWithPerson();
    await setPolicy({ issuersOnly: true });
    worker.signIn(issuer.url);
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code: 'issuer-not-allowed' } });
    expect(issuer.seenAt('/register')).toEqual([]);
    expect(await codeOf(worker.trust(issuer.url))).toBe('issuer-not-allowed');
    expect(await trusted()).toEqual([]);
  });

  it('who signed in elsewhere is not used, and comes back with the end of the policy', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await setPolicy({ issuersOnly: true });
    expect(await codeOf(worker.credentialsOf(id))).toBe('issuer-untrusted');
    expect(await signInOnceMore(id)).toMatchObject({ failure: { code: 'issuer-not-allowed' } });
    await setPolicy({});
    expect((await worker.credentialsOf(id)).accessToken).not.toBe('');
  });
});

it('with adding turned off, what the person trusted before stays, and nothing is added', async () => {
  await using issuer = await startWithPerson();
  await worker.trust(issuer.url);
  await setPolicy({ featuresOff: ['addIssuers'] });
  expect(await codeOf(worker.trust('https://other.example' as Issuer))).toBe('issuer-not-allowed');
  worker.signIn(issuer.webId);
  expect(await outcome()).toMatchObject({ step: 'done' });
});

describe('a client id of the organisation', () => {
  it.each([
    ['latchkey', { way: 'static', clientId: 'latchkey', method: 'none' }],
    ['https://id.example/latchkey', { way: 'document', clientId: 'https://id.example/latchkey' }],
  ])(
    '%s is what counts there, and the person’s own choice comes back without it',
    async (clientId, choice) => {
      await using issuer = await startWithPerson();
      await worker.trust(issuer.url);
      const own = { way: 'static', clientId: 'mine', method: 'client_secret_basic' } as const;
      await worker.chooseClient(issuer.url, own, 'my secret');
      await setPolicy({ issuers: [{ issuer: issuer.url, clientId }] });
      expect(await worker.getIssuer(issuer.url)).toMatchObject({ choice, secret: null });
      expect(await codeOf(worker.chooseClient(issuer.url, own, null))).toBe('managed');
      await setPolicy({});
      expect(await worker.getIssuer(issuer.url)).toMatchObject({ choice: own, secret: 'my secret' });
    },
  );

  it('is written into no row of the issuer’s', async () => {
    await using issuer = await startWithPerson();
    await setPolicy({ issuers: [{ issuer: issuer.url, clientId: 'the-organisations-own' }] });
    await worker.changeIssuer(issuer.url, () => ({ legacy: true }));
    await setPolicy({});
    expect(await trusted()).toEqual([]);
    expect(await everythingStored()).toContain('"legacy":true');
    expect(await everythingStored()).not.toContain('the-organisations-own');
  });
});

it('with client ids of their own turned off, Latchkey registers by itself whatever the person chose', async () => {
  await using issuer = await startWithPerson();
  await worker.trust(issuer.url);
  await worker.chooseClient(issuer.url, { way: 'static', clientId: 'mine', method: 'none' }, null);
  await setPolicy({ featuresOff: ['customClients'] });
  expect(await worker.getIssuer(issuer.url)).toMatchObject({ choice: { way: 'dynamic' } });
});

describe('where the organisation requires a lock', () => {
  const stateNow = async () => (await worker.readLock()).state;

  it('nobody who is there is used, and nobody signs in, before one is set up', async () => {
    await using issuer = await startWithPerson();
    const id = await signedIn(issuer);
    await setPolicy({ lockRequired: true });
    expect(await stateNow()).toBe('missing');
    expect(await codeOf(worker.credentialsOf(id))).toBe('lock-required');
    expect(await signInOnceMore(id)).toMatchObject({ failure: { code: 'lock-required' } });
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    expect(await stateNow()).toBe('unlocked');
    expect((await worker.credentialsOf(id)).accessToken).not.toBe('');
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
  });

  it('it cannot be turned off, and can where it is no more required', async () => {
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    await setPolicy({ lockRequired: true });
    expect(await codeOf(worker.turnLockOff(key))).toBe('managed');
    expect(await stateNow()).toBe('unlocked');
    await setPolicy({});
    await worker.turnLockOff(key);
    expect(await stateNow()).toBe('off');
  });

  it('to start over leaves it missing', async () => {
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    await setPolicy({ lockRequired: true });
    await worker.startOver();
    expect(await stateNow()).toBe('missing');
  });

  it.each([
    ['never', 15, 15],
    ['system', 15, 15],
    [60, 15, 15],
    [5, 15, 5],
    [15, 15, 15],
    ['never', undefined, 'never'],
  ] as const)('who chose %s locks, at the latest after %s minutes, after %s', async (own, most, idle) => {
    const { key, wraps } = await newKey();
    await worker.setLock(key, wraps);
    await setPolicy(most === undefined ? {} : { lockIdleMinutes: most });
    await worker.setIdleLock(own);
    expect((await worker.readLock()).idle).toBe(idle);
    await setPolicy({});
    expect((await worker.readLock()).idle).toBe(own);
  });
});

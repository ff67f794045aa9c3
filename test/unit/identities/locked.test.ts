import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import type { FakeIssuer } from '../../fakes/issuer.ts';
import { newKey } from '../../fakes/vault.ts';
import { expectSealed, signedInBehindLock } from './lock-stage.ts';
import {
  expireTokens,
  outcome,
  restartWorker,
  signInOnceMore,
  startAnew,
  startWithPerson,
  tokensOf,
  worker,
} from './stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

beforeEach(startAnew);

describe('while it is locked', () => {
  async function locked(issuer: FakeIssuer): Promise<{ id: IdentityId; key: string }> {
    const known = await signedInBehindLock(issuer);
    await worker.holdKey(null);
    return known;
  }

  it('nobody gets credentials, also of what the worker had in memory, and no issuer is asked', async () => {
    await using issuer = await startWithPerson();
    const { id, key } = await signedInBehindLock(issuer);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
    const before = issuer.requests.length;
    await worker.holdKey(null);
    expect(await codeOf(worker.credentialsOf(id))).toBe('locked');
    await worker.renewIdle();
    expect(issuer.requests).toHaveLength(before);
    await worker.unlock(key);
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('it is as after a restart of the browser', async () => {
    await using issuer = await startWithPerson();
    const { id } = await signedInBehindLock(issuer);
    port.browser.storage.session.clear();
    await restartWorker();
    expect((await worker.readLock()).state).toBe('locked');
    expect(await codeOf(worker.credentialsOf(id))).toBe('locked');
  });

  it('who is there is known, but for what is secret', async () => {
    await using issuer = await startWithPerson();
    const { id } = await locked(issuer);
    expect(await worker.listIdentities()).toMatchObject([{ id, state: 'signed-in' }]);
    await worker.switchIdentity(null);
    await worker.switchIdentity(id);
    expect(await worker.activeIdentity()).toBe(id);
  });

  it('nobody signs in, and no issuer is asked', async () => {
    await using issuer = await startWithPerson();
    const { id } = await locked(issuer);
    const before = issuer.requests.length;
    worker.signIn(issuer.webId);
    expect(await outcome()).toMatchObject({ step: 'failed', failure: { code: 'locked' } });
    expect(await codeOf(signInOnceMore(id))).toBe('locked');
    expect(issuer.requests).toHaveLength(before);
  });

  it('another key does not unlock it', async () => {
    await using issuer = await startWithPerson();
    const { id } = await locked(issuer);
    expect(await codeOf(worker.unlock((await newKey()).key))).toBe('secret-damaged');
    expect(await codeOf(worker.credentialsOf(id))).toBe('locked');
  });

  it('what a refresh brings that was under way is kept, sealed', async () => {
    await using issuer = await startWithPerson();
    issuer.sessions.rotates = true;
    const { id, key } = await signedInBehindLock(issuer);
    await expireTokens(id);
    issuer.lies = {
      tokenAnswer: async () => {
        issuer.lies = {};
        await worker.holdKey(null);
      },
    };
    await worker.credentialsOf(id).catch(() => undefined);
    await expectSealed(issuer);
    expect((await worker.readLock()).state).toBe('locked');
    await worker.unlock(key);
    expect(issuer.sessions.refreshTokens).toEqual([(await tokensOf(id))?.refreshToken]);
  });

  it('a session goes on whose refresh was refused as it was locked', async () => {
    await using issuer = await startWithPerson();
    const { id, key } = await signedInBehindLock(issuer);
    await expireTokens(id);
    issuer.sessions.endAll();
    issuer.lies = {
      answer: async (asked) => {
        if (asked !== '/token') return;
        issuer.lies = {};
        await worker.holdKey(null);
      },
    };
    expect(await codeOf(worker.credentialsOf(id))).toBe('locked');
    await worker.unlock(key);
    expect(await tokensOf(id)).not.toBeNull();
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });

  it('everything can be forgotten but the identities, which sign in again', async () => {
    await using issuer = await startWithPerson();
    const { id } = await locked(issuer);
    await worker.startOver();
    expect((await worker.readLock()).state).toBe('off');
    expect(await worker.listIdentities()).toMatchObject([{ id, state: 'login-required' }]);
    expect(await codeOf(worker.credentialsOf(id))).toBe('login-required');
    expect(await signInOnceMore(id)).toMatchObject({ step: 'done' });
    expect(await codeOf(worker.credentialsOf(id))).toBeNull();
  });
});

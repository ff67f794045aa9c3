import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityId } from '../../../src/domain/identity.ts';
import * as port from '../../fakes/browser.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { answers, type Lies, says } from '../../fakes/lies.ts';
import { changeTokens, goTo, signedIn, startAnew, tokensOf, worker } from '../identities/stage.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);
const { alarms, runtime } = port.browser;

const HOUR = 60 * 60_000;

beforeEach(startAnew);

/** What the worker does in its first turn. */
async function keepSessions(): Promise<void> {
  (await import('../../../src/background/keep-sessions.ts')).keepSessions();
}

/** Somebody is signed in, and nothing has renewed the session for some hours. */
async function idleFor(hours: number, issuer: FakeIssuer): Promise<IdentityId> {
  goTo(issuer);
  const id = await signedIn(issuer);
  await changeTokens(id, { obtainedAt: Date.now() - hours * HOUR });
  return id;
}

const refreshes = (issuer: FakeIssuer) => issuer.seenAt('/token').length - 1;

describe('a session that nothing has renewed', () => {
  it.each([
    [7, 1],
    [5, 0],
  ])('for %i hours is renewed so often: %i', async (hours, times) => {
    await using issuer = await startIssuer();
    const id = await idleFor(hours, issuer);
    const before = await tokensOf(id);
    await worker.renewIdle();
    await worker.renewIdle();
    expect(refreshes(issuer)).toBe(times);
    expect((await tokensOf(id))?.accessToken === before?.accessToken).toBe(times === 0);
    expect((await tokensOf(id))?.refreshToken).toBe(before?.refreshToken);
  });

  it.each<[string, (id: IdentityId) => Promise<unknown>, Lies?]>([
    ['is signed out', (id) => worker.endSession(id, 'signed-out')],
    ['waits for the person', (id) => worker.endSession(id, 'login-required')],
    ['has no refresh token', () => Promise.resolve(), { tokens: says({ refresh_token: undefined }) }],
  ])('is left alone where it %s', async (_what, happen, lies) => {
    await using issuer = await startIssuer(lies);
    const id = await idleFor(7, issuer);
    await happen(id);
    const before = issuer.requests.length;
    await worker.renewIdle();
    expect(issuer.requests).toHaveLength(before);
  });

  it('does not keep another one from being renewed where it fails, and is tried again the next time', async () => {
    await using one = await startIssuer();
    await using other = await startIssuer();
    const id = await idleFor(7, one);
    await idleFor(7, other);
    one.lies = { tokenAnswer: answers({ status: 503, body: 'Sorry' }) };
    await worker.renewIdle();
    expect([refreshes(one), refreshes(other)]).toEqual([1, 1]);
    expect((await worker.getIdentity(id)).session.state).toBe('signed-in');
    const before = await tokensOf(id);
    one.lies = {};
    await worker.renewIdle();
    expect((await tokensOf(id))?.accessToken).not.toBe(before?.accessToken);
    expect(refreshes(other)).toBe(1);
  });
});

describe('the worker', () => {
  it('sets one alarm, each hour, and leaves one that is there as it is', async () => {
    await keepSessions();
    await keepSessions();
    expect(alarms.created).toEqual([{ name: 'renew-idle', periodInMinutes: 60 }]);
  });

  it.each<[string, () => void]>([
    ['the alarm goes off', () => alarms.onAlarm.fire({ name: 'renew-idle' })],
    ['the browser starts', () => runtime.onStartup.fire()],
  ])('renews idle sessions when %s', async (_when, happen) => {
    await using issuer = await startIssuer();
    const id = await idleFor(7, issuer);
    const before = await tokensOf(id);
    await keepSessions();
    happen();
    await vi.waitFor(async () => expect((await tokensOf(id))?.accessToken).not.toBe(before?.accessToken));
    expect(refreshes(issuer)).toBe(1);
  });

  it('does nothing at another alarm', async () => {
    await using issuer = await startIssuer();
    await idleFor(7, issuer);
    await keepSessions();
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    alarms.onAlarm.fire({ name: 'another' });
    // Whoever looks for idle sessions has looked before us.
    await worker.listIdentities();
    expect(read).toHaveBeenCalledTimes(1);
  });
});

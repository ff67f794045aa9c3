import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseIdleLock, lock, lockWhenIdle, startOver, unlock } from '../../../src/background/lock.ts';
import { forget, signOut, signOutEverywhere } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import type { IdleLock } from '../../../src/domain/lock.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import { setLock } from '../../../src/identities/lock.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { pendingCredentials } from '../../../src/identities/sign-in-state.ts';
import { readLock } from '../../../src/platform/vault.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { browser, chromium } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { newKey } from '../../fakes/vault.ts';
import { exchange, navigationTo } from '../../fakes/wire.ts';
import { allow, connectPage, failed, fetchBy, signInSomebody, startAnew, startPod } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;
const stateNow = async () => (await readLock()).state;

beforeEach(async () => {
  // What is locked nobody can forget one by one.
  await startOver();
  await startAnew();
});

/** The person sets up a lock; the key that opens it. */
async function lockUp(): Promise<string> {
  const { key, wraps } = await newKey();
  await setLock(key, wraps);
  return key;
}

describe('to lock', () => {
  /** Alice is signed in; her pod is at her issuer. */
  async function signedIn(issuer: FakeIssuer): Promise<IdentityRecord> {
    const record = await keepSignedIn(issuer);
    const storages = [parseStorageRoot(`${issuer.url}alice/`)];
    await keepIdentity({ ...record, profile: { ...record.profile, storages } });
    return record;
  }

  async function opens(url: string): Promise<boolean> {
    exchange(signing, navigationTo(url), 401);
    return await signing.onPageRefused(1, new URL(url));
  }

  it('takes back what stands ready, and nothing is signed until it is unlocked', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    const key = await lockUp();
    const page = `${issuer.url}alice/page.html`;
    expect(await opens(page)).toBe(true);
    expect(rules.size).toBe(1);
    await lock();
    expect(rules.size).toBe(0);
    expect(await opens(page)).toBe(false);
    expect(rules.size).toBe(0);
    await unlock(key);
    expect(await opens(page)).toBe(true);
  });

  it('forgets the secret of a sign-in that waits for an answer', async () => {
    await lockUp();
    await pendingCredentials.update(() => ({ clientId: 'one', secret: 'two' }));
    await lock();
    expect(await pendingCredentials.read()).toBeNull();
  });

  it('does nothing where nobody has set up a lock', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    await lock();
    expect(await stateNow()).toBe('off');
    expect(await opens(`${issuer.url}alice/page.html`)).toBe(true);
  });
});

it('nobody is signed out or forgotten while it is locked, and what was allowed stays', async () => {
  const pod = await startPod(() => ({}));
  const { id } = await signInSomebody();
  await allow(id, pod, { lifetime: { until: 'sign-out' } });
  await lockUp();
  await lock();
  for (const leaving of [signOut(id), forget(id), signOutEverywhere()])
    expect(await codeOf(leaving)).toBe('locked');
  expect(await listGrants()).toHaveLength(1);
  expect(await listIdentities()).toMatchObject([{ id, state: 'signed-in' }]);
});

describe('a page of a connected site', () => {
  it('hears that the person is nobody as soon as it is locked, and who they are once it is not', async () => {
    const pod = await startPod(() => ({ body: 'private' }));
    const { id, webId } = await signInSomebody();
    await allow(id, pod);
    const key = await lockUp();
    const page = connectPage();
    const heard = () => page.all('state').at(-1)?.state.webId;
    await vi.waitFor(() => expect(heard()).toBe(webId));
    await lock();
    await vi.waitFor(() => expect(heard()).toBeNull());
    expect(await fetchBy(page, 1, pod.url)).toEqual(failed(1, 'not-granted'));
    expect(pod.seen).toEqual([]);
    await unlock(key);
    await vi.waitFor(() => expect(heard()).toBe(webId));
    expect(await fetchBy(page, 2, pod.url)).toMatchObject({ type: 'head' });
  });

  it('is refused in the moment in which it is locked', async () => {
    const pod = await startPod(() => ({ body: 'private' }));
    const { id, webId } = await signInSomebody();
    await allow(id, pod);
    await lockUp();
    const page = connectPage();
    await vi.waitFor(() => expect(page.all('state').at(-1)?.state.webId).toBe(webId));
    // The key is gone, and nobody has heard of it yet.
    browser.storage.session.clear();
    expect(await fetchBy(page, 1, pod.url)).toEqual(failed(1, 'login-required'));
    expect(pod.seen).toEqual([]);
  });

  it('is not given the rest of what it was reading', async () => {
    const pod = await startPod((_seen, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('the beginning');
      return 'by-hand';
    });
    const { id } = await signInSomebody();
    await allow(id, pod);
    await lockUp();
    const page = connectPage();
    expect(await fetchBy(page, 1, pod.url)).toMatchObject({ type: 'head', body: 'chunks' });
    await lock();
    await vi.waitFor(() => expect(page.told).toContainEqual(failed(1, 'interrupted')));
  });
});

describe('when nobody is there', () => {
  const happen = chromium.idle.onStateChanged;

  it.each<[IdleLock, 'idle' | 'locked']>([
    [5, 'idle'],
    [60, 'locked'],
    ['system', 'locked'],
  ])('it locks where that was chosen: %s, and the system says %s', async (idle, state) => {
    await lockUp();
    await chooseIdleLock(idle);
    lockWhenIdle();
    happen.fire(state);
    await vi.waitFor(async () => expect(await stateNow()).toBe('locked'));
  });

  it.each<[IdleLock, 'active' | 'idle' | 'locked']>([
    [5, 'active'],
    ['system', 'idle'],
    ['never', 'idle'],
    ['never', 'locked'],
  ])('it does not lock where it was not: %s, and the system says %s', async (idle, state) => {
    await lockUp();
    await chooseIdleLock(idle);
    lockWhenIdle();
    happen.fire(state);
    // The database serves one after the other: whoever wanted to lock has done so by then.
    await chooseIdleLock(5);
    expect(await stateNow()).toBe('unlocked');
    happen.fire('idle');
    await vi.waitFor(async () => expect(await stateNow()).toBe('locked'));
  });

  it('the browser is told how long to wait, by each worker and when it is chosen', async () => {
    await lockUp();
    const { setDetectionInterval } = chromium.idle;
    lockWhenIdle();
    await vi.waitFor(() => expect(setDetectionInterval).toHaveBeenLastCalledWith(15 * 60));
    await chooseIdleLock(60);
    expect(setDetectionInterval).toHaveBeenLastCalledWith(60 * 60);
  });
});

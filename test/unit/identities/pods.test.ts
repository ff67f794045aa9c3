import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorageRoot } from '../../../src/domain/pod.ts';
import { changePod, forgetPodIdentity, podSettings, resetPod } from '../../../src/identities/pods.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, BOB, OTHER_POD, POD, settingOf } from '../../fakes/people.ts';
import { forgetValues, keepValue } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);
beforeEach(forgetValues);

describe('what the person chose for pods', () => {
  it('is nothing at first', async () => {
    expect(await podSettings()).toEqual([]);
  });

  it('is kept part by part, for each pod apart, in its order, and outlives the browser', async () => {
    await Promise.all([changePod(POD, { policy: 'never' }), changePod(OTHER_POD, { isAdded: true })]);
    await changePod(POD, { identity: BOB });
    browser.storage.session.clear();
    expect(await podSettings()).toEqual([
      settingOf({ policy: 'never', identity: BOB }),
      settingOf({ storage: OTHER_POD, isAdded: true }),
    ]);
  });

  it('is not kept where it is the default again', async () => {
    await changePod(POD, { policy: 'never' });
    await changePod(POD, { policy: 'when-asked' });
    expect(await podSettings()).toEqual([]);
  });

  it('goes with a reset, and of no other pod', async () => {
    await changePod(POD, { isAdded: true, policy: 'never' });
    await changePod(OTHER_POD, { policy: 'never' });
    await resetPod(POD);
    expect(await podSettings()).toEqual([settingOf({ storage: OTHER_POD, policy: 'never' })]);
  });

  it('names no identity that is forgotten, and still every other', async () => {
    await changePod(POD, { identity: BOB, policy: 'never' });
    await changePod(OTHER_POD, { identity: BOB });
    await forgetPodIdentity(ALICE);
    expect(await podSettings()).toHaveLength(2);
    await forgetPodIdentity(BOB);
    expect(await podSettings()).toEqual([settingOf({ policy: 'never' })]);
  });

  it.each([
    ['http://pod.example/', 'address-insecure'],
    ['https://pod.example/a', 'address-invalid'],
    ['*', 'address-invalid'],
  ])('is not kept for what is no pod: %s', async (storage, code) => {
    expect(await codeOf(changePod(storage as StorageRoot, { policy: 'never' }))).toBe(code);
    expect(await podSettings()).toEqual([]);
  });

  it.each([
    { version: 2, value: [settingOf({ isAdded: true })] },
    { version: 1, value: [{ ...settingOf(), policy: 'at times' }] },
    { version: 1, value: [{ ...settingOf(), storage: 'https://pod.example/a' }] },
    { version: 1, value: [{ ...settingOf(), storage: 'http://pod.example/' }] },
    { version: 1, value: [{ ...settingOf(), storage: 5 }] },
    { version: 1, value: POD },
  ])('is nothing where it cannot be read: %j', async (stored) => {
    await keepValue('pods', stored);
    expect(await podSettings()).toEqual([]);
  });
});

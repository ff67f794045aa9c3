/** What becomes of secrets, and of what may be signed, where the worker ends while a person locks or unlocks. */
import { expect } from 'vitest';
import { chromium } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { grantOf } from '../../fakes/people.ts';
import { newKey } from '../../fakes/vault.ts';
import type { Flow } from './flow.ts';
import { expectNoToken, expectWhole } from './flows-session.ts';
import { opensPage, startsToOpenPage } from './page-loads.ts';
import { hasVault, sealing, storedGrants, storeGrants } from './records.ts';
import type { Stage } from './stage.ts';

const { rules } = chromium.declarativeNetRequest;
const { key, wraps } = await newKey();
const { wraps: others } = await newKey('down the rabbit hole');

async function signedIn(stage: Stage): Promise<void> {
  await stage.signIn();
  await storeGrants([grantOf({ identity: stage.id, storage: stage.pod })]);
}

async function unlocked(stage: Stage): Promise<void> {
  await signedIn(stage);
  await stage.worker.ask('setLock', { key, wraps: [...wraps] });
}

async function locked(stage: Stage): Promise<void> {
  await unlocked(stage);
  await stage.worker.ask('lock', {});
}

async function stateOf(stage: Stage): Promise<string> {
  return (await stage.view()).lock.state;
}

function siteReads(stage: Stage): Promise<number | string> {
  return stage.worker.connect().fetch(1, 'GET', stage.page);
}

/** With a lock every secret is sealed, without one none is; and each of them opens. */
async function expectSecretsWhole(stage: Stage): Promise<void> {
  expect(await sealing(), 'what is sealed').toEqual([await hasVault()]);
  if (await hasVault()) await stage.worker.ask('unlock', { key });
  await expectWhole(stage);
  expect(await siteReads(stage)).toBe(200);
}

/** Nobody signs, whoever asks. */
async function expectNothingSigned(stage: Stage): Promise<void> {
  expect([...rules.values()], 'what stands ready').toEqual([]);
  expect(await codeOf(stage.readsPage())).toBe('locked');
  expect(await siteReads(stage)).not.toBe(200);
  expect(await opensPage(stage)).toBe(401);
}

/** To lock, and to unlock, after all. */
async function expectLocks(stage: Stage): Promise<void> {
  await stage.worker.ask('lock', {});
  await expectNothingSigned(stage);
  await expectSecretsWhole(stage);
}

export const setUp: Flow = {
  name: 'lock set up',
  before: signedIn,
  async run(stage) {
    await stage.worker.ask('setLock', { key, wraps: [...wraps] });
  },
  async holds(stage) {
    stage.restart();
    expect(await stateOf(stage)).toBe((await hasVault()) ? 'unlocked' : 'off');
    await expectSecretsWhole(stage);
    await stage.worker.ask('setLock', { key, wraps: [...wraps] });
    await expectLocks(stage);
  },
};

export const turnOff: Flow = {
  name: 'lock turned off',
  before: locked,
  async run(stage) {
    await stage.worker.ask('turnLockOff', { key });
  },
  async holds(stage) {
    stage.restart();
    if ((await stateOf(stage)) === 'locked') await expectNothingSigned(stage);
    await expectSecretsWhole(stage);
    await stage.worker.ask('turnLockOff', { key });
    expect([await stateOf(stage), await sealing()]).toEqual(['off', [false]]);
    await expectSecretsWhole(stage);
  },
};

export const changePassphrase: Flow = {
  name: 'passphrase changed',
  before: unlocked,
  async run(stage) {
    await stage.worker.ask('setLock', { key, wraps: [...others] });
  },
  async holds(stage) {
    stage.restart();
    const { lock } = await stage.view();
    expect([wraps, others], 'what opens it').toContainEqual(lock.wraps);
    await expectLocks(stage);
  },
};

export const unlock: Flow = {
  name: 'unlock',
  before: locked,
  async run(stage) {
    await stage.worker.ask('unlock', { key });
    expect(await stage.readsPage()).toBe(200);
  },
  async holds(stage) {
    stage.restart();
    if ((await stateOf(stage)) === 'locked') await expectNothingSigned(stage);
    await expectLocks(stage);
  },
};

export const lock: Flow = {
  name: 'lock',
  before: unlocked,
  async run(stage) {
    await startsToOpenPage(stage);
    await stage.worker.ask('lock', {});
  },
  async holds(stage) {
    const ready = [...rules.values()];
    stage.restart();
    if ((await stateOf(stage)) === 'locked') {
      expect(ready, 'what was signed before').toEqual([]);
      await expectNothingSigned(stage);
    }
    await expectLocks(stage);
  },
};

export const startOver: Flow = {
  name: 'passphrase forgotten',
  before: locked,
  async run(stage) {
    await stage.worker.ask('startOver', {});
  },
  async holds(stage) {
    stage.restart();
    if (await hasVault()) {
      await expectNothingSigned(stage);
      await expectSecretsWhole(stage);
      await stage.worker.ask('startOver', {});
    }
    await expectNoToken();
    expect(await stage.view()).toMatchObject({
      lock: { state: 'off' },
      identities: [{ state: 'login-required' }],
    });
    expect(await codeOf(stage.readsPage())).toBe('login-required');
    expect(await storedGrants()).toHaveLength(1);
    await stage.signIn();
    await expectSecretsWhole(stage);
  },
};

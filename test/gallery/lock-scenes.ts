import type { Bytes, LockView, Wrap } from '../../src/domain/lock.ts';
import { hashOf } from '../../src/ui/place.ts';
import { fails, fillThenPress, type OptionsScene, press } from './options-scene.ts';
import { alice, bob, twenty, work } from './people.ts';
import { view } from './views.ts';

const bytes = (length: number): Bytes => new Uint8Array(length);
const wrapped = { salt: bytes(16), iv: bytes(12), wrapped: bytes(48) };
const byPassphrase: Wrap = { by: 'passphrase', iterations: 1, ...wrapped };
const byPasskey: Wrap = { by: 'passkey', credential: bytes(16), ...wrapped };

/** A lock that a passphrase opens, and that is open. */
export const unlocked: LockView = {
  ...{ state: 'unlocked', wraps: [byPassphrase], idle: 15 },
  ...{ isRequired: false, mostIdle: null },
};
/** A lock that only a passphrase opens, and that is locked. */
export const locked: LockView = { ...unlocked, state: 'locked' };
const withPasskey = { wraps: [byPassphrase, byPasskey] };

function on(lock: LockView | null, rest: Partial<OptionsScene> = {}): OptionsScene {
  return { view: view(lock === null ? {} : { lock }), hash: hashOf('privacy'), ...rest };
}

/** The scenes of the lock on the page "Privacy and security". */
export const LOCK_SCENES: Record<string, OptionsScene> = {
  'lock-off': on(null, { act: (page) => page.getByLabel('Passphrase again').waitFor() }),
  'lock-short': on(null, {
    act: async (page) => {
      await page.getByLabel('Passphrase', { exact: true }).fill('short');
      await fillThenPress(page, 'Passphrase again', 'short', 'Turn the lock on');
    },
  }),
  'lock-on': on(unlocked, { act: (page) => page.getByLabel('Current passphrase').waitFor() }),
  'lock-passkey': on(
    { ...unlocked, ...withPasskey },
    { act: (page) => page.getByRole('button', { name: 'Remove the passkey' }).waitFor() },
  ),
  'lock-wrong': on(unlocked, {
    act: (page) => fillThenPress(page, 'Current passphrase', 'wrong', 'Turn the lock off'),
  }),
  'lock-idle-failed': on(unlocked, {
    answers: { setIdleLock: fails('internal') },
    act: (page) => page.getByLabel('Lock by itself').selectOption('60'),
  }),
  'lock-locked': on({ ...locked, ...withPasskey }, { act: press('Forgot the passphrase?') }),
};

/** The scenes of the popup while it is locked. */
export const LOCKED_SCENES = {
  unlocked: { view: view({ lock: unlocked }) },
  locked: {
    view: view({ identities: [alice, work, bob], lock: locked }),
    act: (page: Parameters<typeof fillThenPress>[0]) => page.getByLabel('Passphrase').waitFor(),
  },
  'locked-passkey': {
    view: view({ identities: [alice, work, bob], active: null, lock: { ...locked, ...withPasskey } }),
    press: 'Forgot the passphrase?',
  },
  'locked-twenty': {
    view: view({ identities: twenty, lock: locked }),
    act: (page: Parameters<typeof fillThenPress>[0]) => page.getByLabel('Passphrase').waitFor(),
  },
  'locked-wrong': {
    view: view({ lock: locked }),
    act: (page: Parameters<typeof fillThenPress>[0]) => fillThenPress(page, 'Passphrase', 'wrong', 'Unlock'),
  },
};

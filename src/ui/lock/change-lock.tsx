import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { isFirefox } from '../../domain/build.ts';
import type { LockView } from '../../domain/lock.ts';
import { wrapByPasskey } from '../../lock/passkey.ts';
import { MIN_LENGTH, parsePassphrase, wrapByPassphrase } from '../../lock/passphrase.ts';
import { textOf } from '../../lock/vault-key.ts';
import { useTask } from '../task.ts';
import { TaskNotice } from '../task-notice.tsx';
import { TextField } from '../text-field.tsx';
import type { LockActions, LockSettingsProps } from './lock-actions.ts';
import { keyFor, passkeyIn } from './wraps.ts';

/** What is done with the lock once the passphrase has been typed again, and what is said then. */
type Change = (lock: LockView, key: CryptoKey, actions: LockActions) => Promise<string>;

/** Changes what opens the lock, or turns it off. Whoever finds it unlocked can do neither. */
export function ChangeLock({ lock, actions }: LockSettingsProps) {
  const [current, passphrase, again] = [useSignal(''), useSignal(''), useSignal('')];
  const changing = useTask<string>();
  const form = useRef<HTMLFormElement>(null);
  const run = (change: Change) => {
    const isTyped = form.current?.reportValidity() === true;
    if (isTyped && changing.state.step !== 'working') changing.run(done(change));
  };
  const done = async (change: Change) => {
    const words = await change(lock, await keyFor(lock, current.value), actions);
    for (const box of [current, passphrase, again]) box.value = '';
    return words;
  };
  return (
    <form
      class="stack"
      aria-label="Change the lock"
      ref={form}
      onInput={changing.reset}
      onSubmit={(event) => {
        event.preventDefault();
        run(toPassphrase(passphrase.value, again.value));
      }}
    >
      <Fields current={current} passphrase={passphrase} again={again} />
      <div class="row wrap">
        <button type="submit">Change passphrase</button>
        {!isFirefox && <PasskeyButton lock={lock} onRun={run} />}
        {!lock.isRequired && (
          <button type="button" class="danger" onClick={() => run(turnOff)}>
            Turn the lock off
          </button>
        )}
      </div>
      <TaskNotice state={changing.state} doing="One moment…" done={(words) => words} />
    </form>
  );
}

type FieldsProps = Readonly<Record<'current' | 'passphrase' | 'again', Signal<string>>>;

function Fields({ current, passphrase, again }: FieldsProps) {
  return (
    <>
      <TextField label="Current passphrase" value={current} isSecret hint="For whatever you change below." />
      <TextField
        label="New passphrase"
        value={passphrase}
        isSecret
        isOptional
        hint={`At least ${MIN_LENGTH} characters.`}
      />
      <TextField label="New passphrase again" value={again} isSecret isOptional />
    </>
  );
}

function PasskeyButton({ lock, onRun }: { lock: LockView; onRun: (change: Change) => void }) {
  const hasPasskey = passkeyIn(lock) !== undefined;
  return (
    <button type="button" onClick={() => onRun(hasPasskey ? removePasskey : addPasskey)}>
      {hasPasskey ? 'Remove the passkey' : 'Add a passkey'}
    </button>
  );
}

function toPassphrase(passphrase: string, again: string): Change {
  return async ({ wraps }, key, { setLock }) => {
    const parsed = parsePassphrase(passphrase, again);
    const others = wraps.filter(({ by }) => by !== 'passphrase');
    await setLock(await textOf(key), [await wrapByPassphrase(key, parsed), ...others]);
    return 'The passphrase is changed.';
  };
}

const addPasskey: Change = async ({ wraps }, key, { setLock }) => {
  await setLock(await textOf(key), [...wraps, await wrapByPasskey(key)]);
  return 'The passkey opens the lock from now on.';
};

const removePasskey: Change = async ({ wraps }, key, { setLock }) => {
  await setLock(
    await textOf(key),
    wraps.filter(({ by }) => by !== 'passkey'),
  );
  return 'The passkey opens nothing any more. Delete it where you keep your passkeys, too.';
};

const turnOff: Change = async (_, key, { turnLockOff }) => {
  await turnLockOff(await textOf(key));
  return 'The lock is off.';
};

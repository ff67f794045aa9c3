import { useSignal } from '@preact/signals';
import { MIN_LENGTH, parsePassphrase, wrapByPassphrase } from '../../lock/passphrase.ts';
import { makeVaultKey, textOf } from '../../lock/vault-key.ts';
import { useTask } from '../task.ts';
import { TaskNotice } from '../task-notice.tsx';
import { TextField } from '../text-field.tsx';
import type { LockActions } from './lock-actions.ts';

/** Sets up the lock with a passphrase, which is typed twice. */
export function SetUpLock({ actions }: { actions: LockActions }) {
  const [passphrase, again] = [useSignal(''), useSignal('')];
  const turning = useTask<unknown>();
  return (
    <form
      class="stack"
      aria-labelledby="lock"
      onInput={turning.reset}
      onSubmit={(event) => {
        event.preventDefault();
        if (turning.state.step !== 'working') turning.run(turnOn(passphrase.value, again.value, actions));
      }}
    >
      <p class="dim">
        With a passphrase, what Latchkey keeps of your sessions is encrypted, and opens only once you have
        typed it. Without it, whoever gets hold of your browser’s profile has your sessions.
      </p>
      <p class="small dim">
        What was kept before may stay in the browser’s files for a while, as it was. Sign out and in again
        afterwards, and it is worthless.
      </p>
      <TextField
        label="Passphrase"
        value={passphrase}
        isSecret
        hint={`At least ${MIN_LENGTH} characters; a few words that belong together only to you are best. Nobody can give it back to you.`}
      />
      <TextField label="Passphrase again" value={again} isSecret />
      <div class="row">
        <button type="submit" class="first">
          Turn the lock on
        </button>
      </div>
      <TaskNotice state={turning.state} doing="Encrypting…" />
    </form>
  );
}

async function turnOn(passphrase: string, again: string, { setLock }: LockActions): Promise<void> {
  const parsed = parsePassphrase(passphrase, again);
  const key = await makeVaultKey();
  await setLock(await textOf(key), [await wrapByPassphrase(key, parsed)]);
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LockView, PasskeyWrap } from '../../domain/lock.ts';
import { unwrapByPasskey } from '../../lock/passkey.ts';
import { textOf } from '../../lock/vault-key.ts';
import { browser } from '../../platform/browser.ts';
import { DangerButtons } from '../danger-buttons.tsx';
import { Question } from '../notice.tsx';
import { hashOf } from '../place.ts';
import { useTask } from '../task.ts';
import { TaskNotice } from '../task-notice.tsx';
import { TextField } from '../text-field.tsx';
import type { UnlockActions, UnlockProps } from './lock-actions.ts';
import { keyFor, passkeyIn } from './wraps.ts';

/** What stands where everything else does as long as it is locked. */
export function Unlock({ lock, actions }: UnlockProps) {
  const passphrase = useSignal('');
  const unlocking = useTask<unknown>();
  const form = useRef<HTMLFormElement>(null);
  const passkey = passkeyIn(lock);
  const toPassphrase = () => form.current?.querySelector('input')?.focus();
  useEffect(toPassphrase, []);
  return (
    <section class="card pad stack" aria-labelledby="locked">
      <h2 id="locked">Latchkey is locked</h2>
      <p class="small dim">You are nobody to every page until you unlock it.</p>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (unlocking.state.step !== 'working')
            unlocking.run(byPassphrase(lock, passphrase.value, actions));
        }}
      >
        <TextField label="Passphrase" value={passphrase} isSecret>
          <button type="submit" class="first">
            Unlock
          </button>
        </TextField>
      </form>
      {passkey !== undefined && (
        <button type="button" onClick={() => unlocking.run(byPasskey(passkey, actions))}>
          Unlock with passkey
        </button>
      )}
      <TaskNotice state={unlocking.state} doing="Unlocking…" />
      <StartOver onStartOver={() => unlocking.run(actions.startOver())} onCancel={toPassphrase} />
    </section>
  );
}

async function byPassphrase(lock: LockView, passphrase: string, { unlock }: UnlockActions): Promise<void> {
  await unlock(await textOf(await keyFor(lock, passphrase)));
}

/** A popup of the toolbar closes as soon as the browser asks for a passkey, and with it what it waits for. */
async function byPasskey(passkey: PasskeyWrap, { unlock }: UnlockActions): Promise<void> {
  if (document.documentElement.classList.contains('in-toolbar')) {
    await browser.tabs.create({ url: browser.runtime.getURL(`options/index.html${hashOf('privacy')}`) });
    window.close();
  } else await unlock(await textOf(await unwrapByPasskey(passkey)));
}

/** A passphrase that is forgotten does not come back, so everything that is sealed goes. */
function StartOver({ onStartOver, onCancel }: { onStartOver: () => void; onCancel: () => void }) {
  const isAsking = useSignal(false);
  if (!isAsking.value) {
    return (
      <div class="row">
        <button
          type="button"
          class="quiet"
          onClick={() => {
            isAsking.value = true;
          }}
        >
          Forgot the passphrase?
        </button>
      </div>
    );
  }
  return (
    <Question title="Forget all sessions and start over?">
      <p class="small">
        Nobody can open what is locked without the passphrase. Your identities and what you allowed to sites
        stay. The lock, all sessions and all client secrets are deleted, and you sign in again.
      </p>
      <DangerButtons
        label="Forget all sessions and start over"
        onDo={onStartOver}
        onCancel={() => {
          isAsking.value = false;
          onCancel();
        }}
      />
    </Question>
  );
}

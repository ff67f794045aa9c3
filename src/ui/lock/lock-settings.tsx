import { ChangeLock } from './change-lock.tsx';
import { IdleChoice } from './idle-choice.tsx';
import type { LockSettingsProps } from './lock-actions.ts';
import { SetUpLock } from './set-up-lock.tsx';
import { Unlock } from './unlock.tsx';

/** The lock in the options: what sets it up, opens it or changes it. */
export function LockSettings({ lock, actions }: LockSettingsProps) {
  if (lock.state === 'locked') return <Unlock lock={lock} actions={actions} />;
  return (
    <section class="card pad stack" aria-labelledby="lock">
      <h2 id="lock">Lock</h2>
      {lock.state === 'missing' && (
        <p class="warning">Your organisation requires a lock. Until you set one up, nothing is signed.</p>
      )}
      {lock.state === 'off' || lock.state === 'missing' ? (
        <SetUpLock actions={actions} />
      ) : (
        <>
          <p class="dim">
            What Latchkey keeps of your sessions is encrypted. It locks when the browser is closed; until you
            unlock it, you are nobody to every page.
          </p>
          {lock.isRequired && <p class="small dim">Your organisation requires the lock.</p>}
          <div class="row">
            <button type="button" onClick={() => void actions.lock()}>
              Lock now
            </button>
          </div>
          <IdleChoice lock={lock} actions={actions} />
          <ChangeLock lock={lock} actions={actions} />
        </>
      )}
    </section>
  );
}

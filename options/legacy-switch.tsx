import { useId } from 'preact/hooks';
import { FailureNotice } from '../src/ui/notice.tsx';
import { useTask } from '../src/ui/task.ts';

interface LegacySwitchProps {
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => Promise<unknown>;
}

/** Whether an issuer may do what older servers do. */
export function LegacySwitch({ isOn, onSwitch }: LegacySwitchProps) {
  const id = useId();
  const switching = useTask<unknown>();
  return (
    <div class="stack">
      <label class="switch">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox states by itself whether it is checked
          role="switch"
          checked={isOn}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-about`}
          onChange={(event) => switching.run(onSwitch(event.currentTarget.checked))}
        />
        <span>
          <strong id={`${id}-name`}>Legacy server</strong>
          <span class="small dim" id={`${id}-about`}>
            Accepts ID tokens without a nonce, and tokens that are bound to your key but typed Bearer. Off by
            default. Only for older servers, such as Node Solid Server.
          </span>
        </span>
      </label>
      {switching.state.step === 'failed' && <FailureNotice failure={switching.state.failure} />}
    </div>
  );
}

import { useId } from 'preact/hooks';
import { FailureNotice } from '../src/ui/notice.tsx';
import { useTask } from '../src/ui/task.ts';
import { OptionRadio } from './option-radio.tsx';
import type { PageProps } from './page-props.ts';

interface PrivateWindowsProps extends Pick<PageProps, 'actions'> {
  readonly isUsed: boolean;
}

/** Whether identities are used in private windows, too. */
export function PrivateWindows({ isUsed, actions }: PrivateWindowsProps) {
  const id = useId();
  const using = useTask<unknown>();
  const use = (used: boolean) => using.run(actions.usePrivateWindows(used));
  return (
    <section class="card pad stack">
      <div role="radiogroup" class="ways" aria-labelledby={id}>
        <h2 id={id}>Private windows</h2>
        <OptionRadio
          group={id}
          title="Use no identity in private windows"
          about="You are anonymous there, and nothing is signed."
          isChosen={!isUsed}
          onChoose={() => use(false)}
        />
        <OptionRadio
          group={id}
          title="Use my identities in private windows"
          about="Your pods, and the sites that you connected, then know who you are there, too. Latchkey records nothing of it. You sign in and connect sites in other windows."
          isChosen={isUsed}
          onChoose={() => use(true)}
        />
      </div>
      <p class="small dim">
        The browser keeps Latchkey out of private windows unless you let it in yourself, on its own page about
        extensions: “Allow in Incognito” or “Run in Private Windows”.
      </p>
      {using.state.step === 'failed' && <FailureNotice failure={using.state.failure} />}
    </section>
  );
}

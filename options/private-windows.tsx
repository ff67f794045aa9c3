import { OptionPair } from './option-pair.tsx';
import type { PageProps } from './page-props.ts';

interface PrivateWindowsProps extends Pick<PageProps, 'actions'> {
  readonly isUsed: boolean;
}

/** Whether identities are used in private windows, too. */
export function PrivateWindows({ isUsed, actions }: PrivateWindowsProps) {
  return (
    <OptionPair
      title="Private windows"
      no={{
        title: 'Use no identity in private windows',
        about: 'You are anonymous there, and nothing is signed.',
      }}
      yes={{
        title: 'Use my identities in private windows',
        about:
          'Your pods, and the sites that you connected, then know who you are there, too. Latchkey records nothing of it. You sign in and connect sites in other windows.',
      }}
      isYes={isUsed}
      onChoose={actions.usePrivateWindows}
    >
      <p class="small dim">
        The browser keeps Latchkey out of private windows unless you let it in yourself, on its own page about
        extensions: “Allow in Incognito” or “Run in Private Windows”.
      </p>
    </OptionPair>
  );
}

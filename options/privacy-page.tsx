import { LockSettingsOnDemand } from '../src/ui/lock-on-demand.tsx';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';
import { OptionPair } from './option-pair.tsx';
import type { PageProps } from './page-props.ts';
import { PrivateWindows } from './private-windows.tsx';

/** What sites get to know of Latchkey before they are connected, and what keeps others out of it. */
export function PrivacyPage({
  view: { isOfferedEverywhere, isUsedInPrivate, lock, managed },
  actions,
}: PageProps) {
  return (
    <>
      <Offering
        isOfferedEverywhere={isOfferedEverywhere}
        isFixed={managed.featuresOff.includes('everySite')}
        actions={actions}
      />
      <PrivateWindows isUsed={isUsedInPrivate} actions={actions} />
      <LockSettingsOnDemand lock={lock} actions={actions} />
    </>
  );
}

interface OfferingProps extends Pick<PageProps, 'actions'> {
  readonly isOfferedEverywhere: boolean;
  /** Whether the organisation lets nobody choose. */
  readonly isFixed: boolean;
}

function Offering({ isOfferedEverywhere, isFixed, actions }: OfferingProps) {
  return (
    <OptionPair
      title="Offer Latchkey to sites"
      no={{
        title: 'On sites I connect',
        about:
          'Other sites cannot tell that Latchkey is there. You connect a site from the popup, with “Connect this site”.',
      }}
      yes={{
        title: 'On every site',
        about:
          'Every site can then see that Latchkey is there, and ask to be connected without your opening the popup. What it gets stays the same: nothing that you did not allow. The browser asks you to let Latchkey onto every site.',
      }}
      isYes={isOfferedEverywhere}
      isFixed={isFixed}
      onChoose={actions.offerEverywhere}
    >
      {isFixed && <SetByOrganisation />}
    </OptionPair>
  );
}

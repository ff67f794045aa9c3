import { useId } from 'preact/hooks';
import { LockSettingsOnDemand } from '../src/ui/lock-on-demand.tsx';
import { FailureNotice } from '../src/ui/notice.tsx';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';
import { useTask } from '../src/ui/task.ts';
import { OptionRadio } from './option-radio.tsx';
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
  const id = useId();
  const offering = useTask<unknown>();
  const offer = (everywhere: boolean) => offering.run(actions.offerEverywhere(everywhere));
  return (
    <section class="card pad stack">
      <div role="radiogroup" class="ways" aria-labelledby={id}>
        <h2 id={id}>Offer Latchkey to sites</h2>
        <OptionRadio
          group={id}
          title="On sites I connect"
          about="Other sites cannot tell that Latchkey is there. You connect a site from the popup, with “Connect this site”."
          isChosen={!isOfferedEverywhere}
          isFixed={isFixed}
          onChoose={() => offer(false)}
        />
        <OptionRadio
          group={id}
          title="On every site"
          about="Every site can then see that Latchkey is there, and ask to be connected without your opening the popup. What it gets stays the same: nothing that you did not allow. The browser asks you to let Latchkey onto every site."
          isChosen={isOfferedEverywhere}
          isFixed={isFixed}
          onChoose={() => offer(true)}
        />
      </div>
      {isFixed && <SetByOrganisation />}
      {offering.state.step === 'failed' && <FailureNotice failure={offering.state.failure} />}
    </section>
  );
}

import { useId } from 'preact/hooks';
import type { PodSetting } from '../src/domain/pod-setting.ts';
import type { WholeView } from '../src/domain/view.ts';
import { FailureNotice } from '../src/ui/notice.tsx';
import { useTask } from '../src/ui/task.ts';
import type { Actions } from './actions.ts';
import { PodIdentity, PodPolicyChoice } from './pod-choices.tsx';
import { PodHead } from './pod-head.tsx';
import { PodSites } from './pod-sites-list.tsx';

interface PodCardProps {
  readonly view: WholeView;
  readonly pod: PodSetting;
  /** What the pod is called in this list. */
  readonly label: string;
  readonly actions: Actions;
  readonly onRemove: () => void;
}

/** One pod: whose it is, when and as whom requests there are signed, and what sites may do. */
export function PodCard({ pod, label, view, actions, onRemove }: PodCardProps) {
  const { identities, active, grants } = view;
  const { storage, policy } = pod;
  const id = useId();
  const changing = useTask<unknown>();
  const choice = { pod, labelId: id };
  return (
    <section class="card pad stack pod-card" aria-labelledby={id}>
      <PodHead
        id={id}
        {...{ pod, label, identities, onRemove }}
        onReset={() => changing.run(actions.removePod(storage))}
      />
      <div class="pod-choices">
        <PodPolicyChoice
          {...choice}
          onChoose={(chosen) => changing.run(actions.setPodPolicy(storage, chosen))}
        />
        <PodIdentity
          {...choice}
          {...{ identities, active }}
          onChoose={(chosen) => changing.run(actions.setPodIdentity(storage, chosen))}
        />
      </div>
      {changing.state.step === 'failed' && <FailureNotice failure={changing.state.failure} />}
      <PodSites storage={storage} label={label} grants={grants} isIdle={policy === 'never'} />
    </section>
  );
}

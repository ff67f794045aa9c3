import { useId } from 'preact/hooks';
import type { IdentityId } from '../src/domain/identity.ts';
import { POD_POLICIES, type PodPolicy, type PodSetting } from '../src/domain/pod-setting.ts';
import type { View } from '../src/domain/view.ts';
import { nameAmong } from '../src/ui/twin.ts';
import { identityWords, POLICY_NAMES, POLICY_WORDS } from './pod-text.ts';

interface ChoiceProps<Chosen> {
  readonly pod: PodSetting;
  /** The element that names the pod, for the full name of each box. */
  readonly labelId: string;
  readonly onChoose: (chosen: Chosen) => void;
}

/** When requests to a pod are signed. */
export function PodPolicyChoice({ pod: { policy, isManaged }, labelId, onChoose }: ChoiceProps<PodPolicy>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        Sign requests
      </label>
      <select
        id={id}
        value={policy}
        disabled={isManaged === true}
        aria-labelledby={`${id}-label ${labelId}`}
        aria-describedby={`${id}-about`}
        onChange={({ currentTarget: { value } }) => {
          const chosen = POD_POLICIES.find((one) => one === value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {POD_POLICIES.map((one) => (
          <option key={one} value={one}>
            {POLICY_NAMES[one]}
          </option>
        ))}
      </select>
      <p class="small dim" id={`${id}-about`}>
        {POLICY_WORDS[policy]} {isManaged === true && 'Set by your organisation.'}
      </p>
    </div>
  );
}

interface IdentityProps extends ChoiceProps<IdentityId | null>, Pick<View, 'identities' | 'active'> {}

/** Who opens pages of a pod: the active identity, or always one and the same. */
export function PodIdentity({
  pod: { identity, policy },
  labelId,
  identities,
  active,
  onChoose,
}: IdentityProps) {
  const id = useId();
  const activeOne = identities.find((one) => one.id === active);
  const chosen = identities.find((one) => one.id === identity);
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        Identity
      </label>
      <select
        id={id}
        value={chosen?.id ?? ''}
        aria-labelledby={`${id}-label ${labelId}`}
        aria-describedby={`${id}-about`}
        onChange={({ currentTarget: { value } }) =>
          onChoose(identities.find((one) => one.id === value)?.id ?? null)
        }
      >
        <option value="">
          Active identity ({activeOne === undefined ? 'Anonymous' : nameAmong(activeOne, identities)})
        </option>
        {identities.map((one) => (
          <option key={one.id} value={one.id}>
            {nameAmong(one, identities)}
          </option>
        ))}
      </select>
      <p class="small dim whole" id={`${id}-about`}>
        {identityWords(policy, chosen ?? activeOne, identities)}
      </p>
    </div>
  );
}

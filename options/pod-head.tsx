import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PodSetting } from '../src/domain/pod-setting.ts';
import type { IdentityView } from '../src/domain/view.ts';
import { useFocusAfterRemoval } from './focus-after-removal.ts';
import { PodQuestion } from './pod-question.tsx';
import { originWords } from './pod-text.ts';

interface PodNameProps {
  readonly id: string;
  readonly pod: PodSetting;
  /** What the pod is called in this list. */
  readonly label: string;
  readonly identities: readonly IdentityView[];
}

interface PodHeadProps extends PodNameProps {
  readonly onRemove: () => void;
  readonly onReset: () => void;
}

/** Which pod it is, and the button that forgets it or, as a profile's pod stays, what was chosen for it. */
export function PodHead({ onRemove, onReset, ...rest }: PodHeadProps) {
  const { pod, label, identities } = rest;
  const isManaged = pod.isManaged === true;
  const stays = isManaged || identities.some(({ storages }) => storages.includes(pod.storage));
  const isDefault = (isManaged || pod.policy === 'when-asked') && pod.identity === null;
  const head = useRef<HTMLDivElement>(null);
  // The button goes with what it took back, and must not take the keyboard along.
  useFocusAfterRemoval(isDefault ? 0 : 1, head);
  return (
    <>
      {stays ? (
        <div class="row wrap pod-head" ref={head} tabIndex={-1}>
          <PodName {...rest} />
          {!isDefault && (
            <button type="button" aria-label={`Reset ${label}`} onClick={onReset}>
              Reset
            </button>
          )}
        </div>
      ) : (
        <RemovableHead {...rest} onRemove={onRemove} />
      )}
    </>
  );
}

function RemovableHead({ onRemove, ...rest }: Omit<PodHeadProps, 'onReset'>) {
  const { pod, label } = rest;
  const isAsked = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    isAsked.value = false;
    button.current?.focus();
  };
  return (
    <>
      <div class="row wrap pod-head">
        <PodName {...rest} />
        <button
          type="button"
          ref={button}
          aria-label={`Remove ${label}`}
          onClick={() => {
            isAsked.value = true;
          }}
        >
          Remove
        </button>
      </div>
      {isAsked.value && (
        <PodQuestion
          label={label}
          isNever={pod.policy === 'never'}
          onRemove={() => {
            isAsked.value = false;
            onRemove();
          }}
          onCancel={close}
        />
      )}
    </>
  );
}

function PodName({ id, pod, label, identities }: PodNameProps) {
  return (
    <div class="grow">
      <h2 class="whole" dir="ltr" id={id}>
        {label}
      </h2>
      <p class="mono dim" dir="ltr">
        {pod.storage}
      </p>
      <p class="small dim whole">{originWords(pod, identities)}</p>
    </div>
  );
}

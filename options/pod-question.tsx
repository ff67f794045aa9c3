import { Question } from '../src/ui/notice.tsx';

interface PodQuestionProps {
  readonly label: string;
  /** Whether it is a policy of never that goes with the pod. */
  readonly isNever: boolean;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

/** Asks before a pod is known no longer, and says what stays. */
export function PodQuestion({ label, isNever, onRemove, onCancel }: PodQuestionProps) {
  return (
    <Question
      title={
        <>
          Remove <bdi dir="ltr">{label}</bdi>?
        </>
      }
    >
      <p class="small">
        Latchkey forgets the pod and what you chose for it here, and no longer opens its private pages.{' '}
        {isNever
          ? 'What you allowed to sites there counts again; it is taken back under Sites.'
          : 'What you allowed to sites there stays; it is taken back under Sites.'}
      </p>
      <div class="row wrap">
        <button type="button" class="danger" onClick={onRemove}>
          Remove pod
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

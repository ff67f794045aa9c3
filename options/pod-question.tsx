import { RemovalQuestion } from './removal-question.tsx';

interface PodQuestionProps {
  readonly label: string;
  /** Whether it is a policy of never that goes with the pod. */
  readonly isNever: boolean;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

/** Asks before a pod is known no longer, and says what stays. */
export function PodQuestion({ isNever, ...rest }: PodQuestionProps) {
  return (
    <RemovalQuestion {...rest} button="Remove pod">
      Latchkey forgets the pod and what you chose for it here, and no longer opens its private pages.{' '}
      {isNever
        ? 'What you allowed to sites there counts again; it is taken back under Sites.'
        : 'What you allowed to sites there stays; it is taken back under Sites.'}
    </RemovalQuestion>
  );
}

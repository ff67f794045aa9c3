import { DangerButtons } from '../src/ui/danger-buttons.tsx';
import { Question } from '../src/ui/notice.tsx';

interface ForgetQuestionProps {
  readonly name: string;
  readonly onForget: () => void;
  readonly onCancel: () => void;
}

/** Asks before an identity is deleted, for a deleted key does not come back. */
export function ForgetQuestion({ name, onForget, onCancel }: ForgetQuestionProps) {
  return (
    <Question
      title={
        <>
          Forget <bdi>{name}</bdi>?
        </>
      }
    >
      <p class="small">
        This deletes the identity’s key, its session, and all that sites were allowed as it. The pod stays as
        it is.
      </p>
      <DangerButtons label="Forget" onDo={onForget} onCancel={onCancel} />
    </Question>
  );
}

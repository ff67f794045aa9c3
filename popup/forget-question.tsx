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
      <div class="row wrap">
        <button type="button" class="danger" onClick={onForget}>
          Forget
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

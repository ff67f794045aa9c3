import { Fragment } from 'preact';
import type { IdentityView } from '../src/domain/view.ts';
import { Question } from '../src/ui/notice.tsx';

interface RemoveQuestionProps {
  readonly label: string;
  readonly identities: readonly IdentityView[];
  readonly isRegistered: boolean;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

/** Asks before an issuer is trusted no longer, and says whom that signs out. */
export function RemoveQuestion(props: RemoveQuestionProps) {
  const { label, identities, isRegistered, onRemove, onCancel } = props;
  const signedIn = identities.filter(({ state }) => state === 'signed-in');
  return (
    <Question
      title={
        <>
          Remove <bdi dir="ltr">{label}</bdi>?
        </>
      }
    >
      <p class="small">
        {signedIn.length === 0 ? (
          'Nobody is signed in there.'
        ) : (
          <>
            This signs out <Listed identities={signedIn} />.
          </>
        )}{' '}
        {isRegistered && 'Latchkey’s registration there is deleted, too. '}
        The next sign-in asks again whether to trust it.
      </p>
      <div class="row wrap">
        <button type="button" class="danger" onClick={onRemove}>
          Remove issuer
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </Question>
  );
}

/** Names as they are said: "Alice, Bob and Cleo". */
function Listed({ identities }: { identities: readonly IdentityView[] }) {
  const last = identities.length - 1;
  return (
    <>
      {identities.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && (index === last ? ' and ' : ', ')}
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </Fragment>
      ))}
    </>
  );
}

import { Fragment } from 'preact';
import type { IdentityView } from '../src/domain/view.ts';
import { RemovalQuestion } from './removal-question.tsx';

interface IssuerQuestionProps {
  readonly label: string;
  readonly identities: readonly IdentityView[];
  readonly isRegistered: boolean;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

/** Asks before an issuer is trusted no longer, and says whom that signs out. */
export function IssuerQuestion({ identities, isRegistered, ...rest }: IssuerQuestionProps) {
  const signedIn = identities.filter(({ state }) => state === 'signed-in');
  return (
    <RemovalQuestion {...rest} button="Remove issuer">
      {signedIn.length === 0 ? (
        'Nobody is signed in there.'
      ) : (
        <>
          This signs out <Listed identities={signedIn} />.
        </>
      )}{' '}
      {isRegistered && 'Latchkey’s registration there is deleted, too. '}
      The next sign-in asks again whether to trust it.
    </RemovalQuestion>
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

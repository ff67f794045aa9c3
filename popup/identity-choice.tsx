import { useId } from 'preact/hooks';
import type { IdentityView } from '../src/domain/view.ts';
import { Face } from '../src/ui/face.tsx';
import { Names } from '../src/ui/names.tsx';
import { SessionPill } from '../src/ui/session-pill.tsx';
import './people.css';

interface IdentityChoiceProps {
  readonly identity: IdentityView;
  readonly isChosen: boolean;
  /** Whether the issuer has to show, as the WebID is on the list twice. */
  readonly isTwin: boolean;
  readonly onChoose: () => void;
}

/** The radio is named by the person alone and described by the WebID in full, then by what is out of the ordinary. */
export function IdentityChoice({ identity, isChosen, isTwin, onChoose }: IdentityChoiceProps) {
  const { webId, name, photo, state } = identity;
  const id = useId();
  return (
    <label class="choice">
      <input
        type="radio"
        name="identity"
        checked={isChosen}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-webid${state === 'signed-in' ? '' : ` ${id}-state`}`}
        onChange={onChoose}
      />
      <Face webId={webId} name={name} photo={photo} />
      <Names name={name} webId={webId} issuer={isTwin ? identity.issuer : undefined} nameId={`${id}-name`}>
        <SessionPill state={state} id={`${id}-state`} />
      </Names>
      <span hidden id={`${id}-webid`}>
        {isTwin ? `${webId} at ${identity.issuer}` : webId}
      </span>
    </label>
  );
}

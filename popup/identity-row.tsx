import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { IdentityView } from '../src/domain/view.ts';
import { Face } from '../src/ui/face.tsx';
import { Names } from '../src/ui/names.tsx';
import { SessionPill } from '../src/ui/session-pill.tsx';
import type { Actions } from './actions.ts';
import { ForgetQuestion } from './forget-question.tsx';
import { IdentityActions } from './identity-actions.tsx';

interface IdentityRowProps {
  readonly identity: IdentityView;
  readonly isActive: boolean;
  /** Whether what can be done with an identity shows for every one, not for the active one alone. */
  readonly isManaged: boolean;
  /** Whether the issuer has to show, as the WebID is on the list twice. */
  readonly isTwin: boolean;
  readonly actions: Actions;
}

/** One identity to be, and what can be done with it. */
export function IdentityRow({ identity, isActive, isManaged, isTwin, actions }: IdentityRowProps) {
  const isForgetting = useSignal(false);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div class={`person ${isActive ? 'on' : ''}`} ref={row}>
      <IdentityChoice
        identity={identity}
        isActive={isActive}
        isTwin={isTwin}
        onChoose={() => actions.switchIdentity(identity.id)}
      />
      {isForgetting.value ? (
        <ForgetQuestion
          name={identity.name}
          onForget={() => actions.forget(identity.id)}
          onCancel={() => {
            isForgetting.value = false;
            row.current?.querySelector('input')?.focus();
          }}
        />
      ) : (
        (isActive || isManaged) && (
          <IdentityActions
            identity={identity}
            actions={actions}
            onForget={() => {
              isForgetting.value = true;
            }}
          />
        )
      )}
    </div>
  );
}

interface IdentityChoiceProps {
  readonly identity: IdentityView;
  readonly isActive: boolean;
  readonly isTwin: boolean;
  readonly onChoose: () => void;
}

/** The radio is named by the person alone and described by the WebID in full, then by what is out of the ordinary. */
function IdentityChoice({ identity, isActive, isTwin, onChoose }: IdentityChoiceProps) {
  const { webId, name, photo, state } = identity;
  const id = useId();
  return (
    <label class="choice">
      <input
        type="radio"
        name="identity"
        checked={isActive}
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

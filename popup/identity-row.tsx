import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IdentityView } from '../src/domain/view.ts';
import { hostOf } from '../src/ui/host.ts';
import { sentence } from '../src/ui/text.ts';
import type { Actions } from './actions.ts';
import { ForgetQuestion } from './forget-question.tsx';
import { IdentityActions } from './identity-actions.tsx';
import { IdentityChoice } from './identity-choice.tsx';

interface IdentityRowProps {
  readonly identity: IdentityView;
  readonly isActive: boolean;
  /** Whether the organisation lets it be used. */
  readonly isAllowed: boolean;
  /** Whether what can be done with the identity shows. */
  readonly isManaged: boolean;
  /** Whether the issuer has to show, as the WebID is on the list twice. */
  readonly isTwin: boolean;
  readonly actions: Actions;
}

/** One identity to be, and what can be done with it. */
export function IdentityRow(props: IdentityRowProps) {
  const { identity, isActive, isAllowed, isManaged, isTwin, actions } = props;
  const isForgetting = useSignal(false);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div class={`person ${isActive ? 'on' : ''}`} ref={row}>
      <IdentityChoice
        identity={identity}
        isChosen={isActive}
        isTwin={isTwin}
        onChoose={() => actions.switchIdentity(identity.id)}
      />
      {!isAllowed && <NotAllowed identity={identity} />}
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
        isManaged && (
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

function NotAllowed({ identity: { issuer } }: Pick<IdentityRowProps, 'identity'>) {
  return <p class="small warning">{sentence({ code: 'issuer-not-allowed', subject: hostOf(issuer) })}</p>;
}

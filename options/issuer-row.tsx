import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ManagedIssuer } from '../src/domain/managed.ts';
import type { IdentityView, IssuerView } from '../src/domain/view.ts';
import { clientWords } from './client-text.ts';
import { IssuerDetails } from './issuer-details.tsx';
import { IssuerHead, type OpenPart } from './issuer-head.tsx';
import { IssuerIdentities } from './issuer-identities.tsx';
import { IssuerQuestion } from './issuer-question.tsx';

interface IssuerRowProps {
  readonly view: IssuerView;
  /** What the issuer is called in this list. */
  readonly label: string;
  /** What the organisation has set for it, if it has. */
  readonly set: ManagedIssuer | undefined;
  /** Those at this issuer. */
  readonly identities: readonly IdentityView[];
  readonly onExamine: () => void;
  readonly onRemove: () => void;
  readonly onLegacy: (legacy: boolean) => Promise<unknown>;
}

/** One trusted issuer: who is signed in there, how it knows Latchkey, and what can be done. */
export function IssuerRow(props: IssuerRowProps) {
  const { view, label, set, identities, onExamine, onRemove, onLegacy } = props;
  const open = useSignal<OpenPart>('nothing');
  const removeButton = useRef<HTMLButtonElement>(null);
  return (
    <li class="issuer-row">
      <IssuerHead
        issuer={view.issuer}
        label={label}
        isManaged={set !== undefined}
        open={open}
        removeButton={removeButton}
        onExamine={onExamine}
      />
      <IssuerFacts view={view} identities={identities} />
      {open.value === 'details' && (
        <IssuerDetails view={view} isClientSet={set?.clientId !== undefined} onLegacy={onLegacy} />
      )}
      {open.value === 'removal' && (
        <IssuerQuestion
          label={label}
          identities={identities}
          isRegistered={view.client.way === 'dynamic' && view.client.clientId !== null}
          onRemove={() => {
            open.value = 'nothing';
            onRemove();
          }}
          onCancel={() => {
            open.value = 'nothing';
            removeButton.current?.focus();
          }}
        />
      )}
    </li>
  );
}

function IssuerFacts({ view, identities }: Pick<IssuerRowProps, 'view' | 'identities'>) {
  return (
    <dl class="issuer-facts">
      <dt>Identities</dt>
      <dd>
        <IssuerIdentities identities={identities} />
      </dd>
      <dt>Client</dt>
      <dd class="row wrap">
        {clientWords(view.client)}
        {view.legacy && <span class="pill warn">Legacy server</span>}
      </dd>
    </dl>
  );
}

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ClientChoice, ClientView } from '../src/domain/client.ts';
import type { IssuerView } from '../src/domain/view.ts';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';
import { ClientForm } from './client-form.tsx';
import { clientReason, clientWords, expiryWords } from './client-text.ts';

interface ClientRowProps {
  readonly view: IssuerView;
  /** What the issuer is called in this list. */
  readonly label: string;
  readonly redirectUri: string;
  /** Whether the organisation has chosen. */
  readonly isManaged: boolean;
  /** Whether the person may choose nothing else. */
  readonly isFixed: boolean;
  /** Whether the address names this issuer. */
  readonly isMeant: boolean;
  readonly onSave: (choice: ClientChoice, secret: string | null) => Promise<unknown>;
}

/** How one issuer knows Latchkey and why, and the form that changes it. */
export function ClientRow(props: ClientRowProps) {
  const { label, redirectUri, isManaged, isFixed, isMeant, onSave } = props;
  const { client } = props.view;
  const isOpen = useSignal(isMeant);
  const row = useRef<HTMLLIElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isMeant) return;
    isOpen.value = true;
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [isMeant, isOpen]);
  return (
    <li class="client-row" ref={row}>
      <div class="row wrap">
        <div class="grow">
          <h2 class="whole" dir="ltr">
            {label}
          </h2>
          <p>{clientWords(client)}</p>
          {isManaged ? <SetByOrganisation /> : <p class="small dim">{clientReason(client)}</p>}
          {isManaged && (
            <p class="mono dim" dir="ltr">
              {client.clientId}
            </p>
          )}
        </div>
        {!isFixed && <ChangeButton label={label} isOpen={isOpen} controls={id} />}
      </div>
      {isOpen.value && !isFixed && (
        <div class="stack client-open" id={id}>
          {client.clientId !== null && <ClientInUse client={client} clientId={client.clientId} />}
          <ClientForm label={label} client={client} redirectUri={redirectUri} onSave={onSave} />
        </div>
      )}
    </li>
  );
}

interface ChangeButtonProps {
  readonly label: string;
  readonly isOpen: Signal<boolean>;
  readonly controls: string;
}

function ChangeButton({ label, isOpen, controls }: ChangeButtonProps) {
  return (
    <button
      type="button"
      aria-label={`${isOpen.value ? 'Close' : 'Change'} ${label}`}
      aria-expanded={isOpen.value}
      aria-controls={isOpen.value ? controls : undefined}
      onClick={() => (isOpen.value = !isOpen.value)}
    >
      {isOpen.value ? 'Close' : 'Change'}
    </button>
  );
}

function ClientInUse({ client, clientId }: { client: ClientView; clientId: string }) {
  return (
    <dl class="facts">
      <dt>Client ID in use</dt>
      <dd class="mono" dir="ltr">
        {clientId}
      </dd>
      {client.method !== null && (
        <>
          <dt>Client authentication</dt>
          <dd class="mono">{client.method}</dd>
        </>
      )}
      {client.way === 'dynamic' && (
        <>
          <dt>Registration ends</dt>
          <dd>{expiryWords(client)}</dd>
        </>
      )}
    </dl>
  );
}

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ClientChoice, ClientView } from '../src/domain/client.ts';
import type { IssuerView } from '../src/domain/view.ts';
import { ClientForm } from './client-form.tsx';
import { clientReason, clientWords, expiryWords } from './client-text.ts';

interface ClientRowProps {
  readonly view: IssuerView;
  /** What the issuer is called in this list. */
  readonly label: string;
  readonly redirectUri: string;
  /** Whether the address names this issuer. */
  readonly isMeant: boolean;
  readonly onSave: (choice: ClientChoice, secret: string | null) => Promise<unknown>;
}

/** How one issuer knows Latchkey and why, and the form that changes it. */
export function ClientRow({ view: { client }, label, redirectUri, isMeant, onSave }: ClientRowProps) {
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
          <p class="small dim">{clientReason(client)}</p>
        </div>
        <ChangeButton label={label} isOpen={isOpen} controls={id} />
      </div>
      {isOpen.value && (
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

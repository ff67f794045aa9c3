import type { IssuerView } from '../src/domain/view.ts';
import { hashOf } from '../src/ui/place.ts';
import { clientReason, expiryWords } from './client-text.ts';
import { LegacySwitch } from './legacy-switch.tsx';

interface IssuerDetailsProps {
  readonly view: IssuerView;
  /** Whether it is the organisation that chose how it knows Latchkey. */
  readonly isClientSet: boolean;
  readonly onLegacy: (legacy: boolean) => Promise<unknown>;
}

/** What most people never need to know of an issuer. */
export function IssuerDetails({ view, isClientSet, onLegacy }: IssuerDetailsProps) {
  const { issuer, client, legacy } = view;
  return (
    <div class="details">
      <dl class="facts">
        <dt>Client ID</dt>
        <dd class="mono" dir="ltr">
          {client.clientId ?? 'None yet'}
        </dd>
        <dt>Why</dt>
        <dd>
          {isClientSet ? (
            'Set by your organisation.'
          ) : (
            <>
              {clientReason(client)} <a href={hashOf('clients', { issuer })}>Change it under Client IDs</a>
            </>
          )}
        </dd>
        {client.clientId !== null && client.way === 'dynamic' && (
          <>
            <dt>Registration ends</dt>
            <dd>{expiryWords(client)}</dd>
          </>
        )}
      </dl>
      <LegacySwitch isOn={legacy} onSwitch={onLegacy} />
    </div>
  );
}

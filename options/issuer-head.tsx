import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import type { Issuer } from '../src/domain/identity.ts';
import { SetByOrganisation } from '../src/ui/set-by-organisation.tsx';

/** What is open below an issuer's line. */
export type OpenPart = 'nothing' | 'details' | 'removal';

interface IssuerHeadProps {
  readonly issuer: Issuer;
  readonly label: string;
  /** Whether it is the organisation that trusts it. */
  readonly isManaged: boolean;
  readonly open: Signal<OpenPart>;
  readonly removeButton: RefObject<HTMLButtonElement | null>;
  readonly onExamine: () => void;
}

/** Which issuer it is, and what can be done with it. Each button's full name says with which. */
export function IssuerHead({ issuer, label, isManaged, open, removeButton, onExamine }: IssuerHeadProps) {
  const isDetailed = open.value === 'details';
  return (
    <div class="row wrap issuer-head">
      <div class="grow">
        <h2 class="whole" dir="ltr">
          {label}
        </h2>
        <p class="mono dim" dir="ltr">
          {issuer}
        </p>
        {isManaged && <SetByOrganisation />}
      </div>
      <div class="row issuer-buttons">
        <button type="button" aria-label={`Examine ${label}`} onClick={onExamine}>
          Examine
        </button>
        {!isManaged && (
          <button
            type="button"
            ref={removeButton}
            aria-label={`Remove ${label}`}
            onClick={() => (open.value = 'removal')}
          >
            Remove
          </button>
        )}
        <button
          type="button"
          class="quiet"
          aria-label={`Details of ${label}`}
          aria-expanded={isDetailed}
          onClick={() => (open.value = isDetailed ? 'nothing' : 'details')}
        >
          Details
        </button>
      </div>
    </div>
  );
}

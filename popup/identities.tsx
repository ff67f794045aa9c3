import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { isShut } from '../src/domain/lock.ts';
import type { Managed } from '../src/domain/managed.ts';
import type { IdentityView, View } from '../src/domain/view.ts';
import { NoFace } from '../src/ui/face.tsx';
import { hasTwin } from '../src/ui/twin.ts';
import type { Actions } from './actions.ts';
import { IdentityRow } from './identity-row.tsx';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';
import './people.css';

/** Who the person is: one radio per identity and one for nobody. A long list scrolls, Anonymous stays in sight. */
export function Identities({ view, actions }: { view: View; actions: Actions }) {
  const { identities, active, managed, lock } = view;
  const isLocked = isShut(lock);
  const isManaging = useSignal(false);
  const group = useRef<HTMLDivElement>(null);
  useFocusAfterForgetting(identities.length, group);
  const hasOthers = !isLocked && identities.some(({ id }) => id !== active);
  return (
    <section class="stack">
      <div class="row heading">
        <h2 class="grow">Who you are</h2>
        {hasOthers && <ManageButton isManaging={isManaging} />}
      </div>
      <div class="card people" role="radiogroup" aria-label="Identities" ref={group}>
        {identities.length > 0 && (
          <div class="people-list">
            {identities.map((identity) => (
              <IdentityRow
                key={identity.id}
                identity={identity}
                isAllowed={isAllowed(identity, managed)}
                isActive={identity.id === active}
                isManaged={!isLocked && (identity.id === active || (isManaging.value && hasOthers))}
                isTwin={hasTwin(identity, identities)}
                actions={actions}
              />
            ))}
          </div>
        )}
        <AnonymousRow isActive={active === null} onChoose={() => actions.switchIdentity(null)} />
      </div>
      {!isLocked && <SignOutEverywhere identities={identities} onSignOut={actions.signOutEverywhere} />}
    </section>
  );
}

/** Whether an organisation lets anybody use an identity. */
function isAllowed({ issuer: own }: IdentityView, { issuers, issuersOnly }: Managed): boolean {
  return !issuersOnly || issuers.some(({ issuer }) => issuer === own);
}

/** Shows what can be done with every identity, so that none has to be switched to first. */
function ManageButton({ isManaging }: { isManaging: Signal<boolean> }) {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={isManaging.value ? 'Done managing identities' : 'Manage identities'}
      aria-expanded={isManaging.value}
      onClick={() => {
        isManaging.value = !isManaging.value;
      }}
    >
      {isManaging.value ? 'Done' : 'Manage'}
    </button>
  );
}

function AnonymousRow({ isActive, onChoose }: { isActive: boolean; onChoose: () => void }) {
  const id = useId();
  return (
    <label class={`person choice ${isActive ? 'on' : ''}`}>
      <input
        type="radio"
        name="identity"
        checked={isActive}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-about`}
        onChange={onChoose}
      />
      <NoFace />
      <span class="grow">
        <strong id={`${id}-name`}>Anonymous</strong>
        <span class="small dim cut" id={`${id}-about`}>
          Nothing is signed
        </span>
      </span>
    </label>
  );
}

/** A forgotten row takes the focus with it; the keyboard goes on at the identity that is active now. */
function useFocusAfterForgetting(count: number, group: { readonly current: HTMLElement | null }): void {
  const before = useRef(count);
  useEffect(() => {
    const isForgotten = count < before.current;
    before.current = count;
    if (isForgotten && document.activeElement === document.body) {
      group.current?.querySelector<HTMLElement>('input:checked')?.focus();
    }
  }, [count, group]);
}

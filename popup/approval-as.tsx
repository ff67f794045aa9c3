import { useId } from 'preact/hooks';
import type { IdentityId } from '../src/domain/identity.ts';
import type { IdentityView } from '../src/domain/view.ts';
import { Face } from '../src/ui/face.tsx';
import { Names } from '../src/ui/names.tsx';
import { hasTwin } from '../src/ui/twin.ts';
import { IdentityChoice } from './identity-choice.tsx';

interface AsProps {
  readonly identities: readonly IdentityView[];
  /** Who stands first. */
  readonly preselected: IdentityId | null;
  readonly chosen: IdentityView | null;
  readonly onChoose: (id: IdentityId) => void;
  readonly onSignInAgain: (id: IdentityId) => void;
}

/** As whom it would be: one radio per identity that is signed in; the others can be signed in again. */
export function As({ identities, preselected, chosen, onChoose, onSignInAgain }: AsProps) {
  const id = useId();
  if (identities.length === 0) return null;
  const sorted = sortedFrom(identities, preselected);
  const ready = sorted.filter(({ state }) => state === 'signed-in');
  const others = sorted.filter(({ state }) => state !== 'signed-in');
  const choice = (one: IdentityView) => (
    <div class={`person ${one === chosen ? 'on' : ''}`} key={one.id}>
      <IdentityChoice
        identity={one}
        isChosen={one === chosen}
        isTwin={hasTwin(one, identities)}
        onChoose={() => onChoose(one.id)}
      />
    </div>
  );
  const signedOut = (one: IdentityView) => (
    <SignedOut key={one.id} identity={one} isTwin={hasTwin(one, identities)} onSignIn={onSignInAgain} />
  );
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>As</h2>
      <div class="card people">
        <div class="people-list">
          {others.filter((one) => one.id === preselected).map(signedOut)}
          {ready.length > 0 && (
            <div class="person" role="radiogroup" aria-labelledby={id}>
              {ready.map(choice)}
            </div>
          )}
          {others.filter((one) => one.id !== preselected).map(signedOut)}
        </div>
      </div>
    </section>
  );
}

interface SignedOutProps {
  readonly identity: IdentityView;
  readonly isTwin: boolean;
  readonly onSignIn: (id: IdentityId) => void;
}

function SignedOut({ identity: { id, webId, name, photo, issuer }, isTwin, onSignIn }: SignedOutProps) {
  return (
    <div class="person row signed-out">
      <Face webId={webId} name={name} photo={photo} />
      <Names name={name} webId={webId} issuer={isTwin ? issuer : undefined} />
      <button
        type="button"
        class="quiet strong"
        aria-label={`Sign in again as ${name}`}
        onClick={() => onSignIn(id)}
      >
        Sign in again
      </button>
    </div>
  );
}

/** Who is preselected stands first, the others by name. */
function sortedFrom(identities: readonly IdentityView[], first: IdentityId | null): readonly IdentityView[] {
  return [...identities].sort(
    (one, other) =>
      Number(other.id === first) - Number(one.id === first) || one.name.localeCompare(other.name),
  );
}

import { useId } from 'preact/hooks';
import type { IdentityView, SiteView, View } from '../src/domain/view.ts';
import { nameAmong } from '../src/ui/twin.ts';
import type { Actions } from './actions.ts';

interface SiteIdentityProps {
  readonly site: SiteView;
  readonly view: View;
  readonly actions: Actions;
}

/** Who the person is to the site: the active identity, or always one and the same. */
export function SiteIdentity({ site, view: { identities, active }, actions }: SiteIdentityProps) {
  const id = useId();
  const [activeOne] = identities.filter((one) => one.id === active);
  const who = identities.find((one) => one.id === site.identity) ?? null;
  return (
    <div class="stack site-identity">
      <label class="small dim" for={id}>
        Identity for this site
      </label>
      <select
        id={id}
        value={site.isChosen ? (site.identity ?? '') : ''}
        onChange={({ currentTarget: { value } }) =>
          actions.chooseForSite(site.site, identities.find((one) => one.id === value)?.id ?? null)
        }
      >
        <option value="">
          Active identity ({activeOne === undefined ? 'Anonymous' : nameAmong(activeOne, identities)})
        </option>
        {identities.map((one) => (
          <option key={one.id} value={one.id}>
            {nameAmong(one, identities)}
          </option>
        ))}
      </select>
      {who !== null && who.state !== 'signed-in' && <SignInFirst who={who} actions={actions} />}
    </div>
  );
}

/** An identity without a session is nobody to a site; it need not be the active one, whose row says so itself. */
function SignInFirst({ who: { id, name }, actions }: { who: IdentityView; actions: Actions }) {
  return (
    <p class="small">
      <bdi>{name}</bdi> is not signed in.{' '}
      <button
        type="button"
        class="quiet strong"
        aria-label={`Sign in as ${name} for this site`}
        onClick={() => actions.signInAgain(id)}
      >
        Sign in
      </button>
    </p>
  );
}

import type { IdentityView } from '../src/domain/view.ts';
import { Face } from '../src/ui/face.tsx';
import { SessionPill } from '../src/ui/session-pill.tsx';

/** Who is at an issuer, by name; a session that does not hold says so. */
export function IssuerIdentities({ identities }: { identities: readonly IdentityView[] }) {
  if (identities.length === 0) return <span class="dim">Nobody</span>;
  return (
    <ul class="issuer-people">
      {identities.map(({ id, webId, name, photo, state }) => (
        <li key={id} class="row" title={webId}>
          <Face webId={webId} name={name} photo={photo} />
          <span class="row wrap">
            <bdi class="cut">{name}</bdi>
            {state !== 'signed-in' && <SessionPill state={state} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

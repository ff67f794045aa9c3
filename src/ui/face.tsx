import { colourOf, initialsOf } from '../domain/face.ts';
import type { WebId } from '../domain/identity.ts';
import './face.css';

/** A person at a glance: the photo, else initials on a colour of their own. */
export function Face({ webId, name, photo }: { webId: WebId; name: string; photo: string | null }) {
  if (photo !== null) return <img class="face" src={photo} alt="" />;
  return (
    <span class="face" style={{ background: colourOf(webId) }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** The face of nobody, for Anonymous. */
export function NoFace() {
  return (
    <span class="face nobody" aria-hidden="true">
      –
    </span>
  );
}

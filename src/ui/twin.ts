import { type IdentityId, shortUrl } from '../domain/identity.ts';
import type { IdentityView } from '../domain/view.ts';
import { hostOf } from './host.ts';

/** Whether the WebID is held at another issuer too, so that it does not tell the two apart. */
export function hasTwin({ id, webId }: IdentityView, identities: readonly IdentityView[]): boolean {
  return identities.some((other) => other.webId === webId && other.id !== id);
}

/** What an identity is called in a line of its own: its name, with what tells it from others of that name. */
export function nameAmong(identity: IdentityView, identities: readonly IdentityView[]): string {
  const { id, name, webId, issuer } = identity;
  if (identities.every((other) => other.name !== name || other.id === id)) return name;
  return hasTwin(identity, identities) ? `${name} at ${hostOf(issuer)}` : `${name}, ${shortUrl(webId)}`;
}

/** The names of identities; one that is gone is known by its WebID alone. */
export type NameOf = (id: IdentityId) => string;

export function namesOf(identities: readonly IdentityView[]): NameOf {
  const names = new Map(identities.map((one) => [one.id, nameAmong(one, identities)]));
  return (id) => names.get(id) ?? shortUrl(id.split(' ')[0] ?? id);
}

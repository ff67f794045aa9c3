import type { Brand } from './brand.ts';
import type { StorageRoot } from './pod.ts';

/** A person's URL, exactly as the issuer states it. */
export type WebId = Brand<'WebId'>;
/** An issuer string, exactly as its metadata states it: a final slash counts. */
export type Issuer = Brand<'Issuer'>;
/** One WebID at one issuer. */
export type IdentityId = Brand<'IdentityId'>;

/** URLs hold no spaces, so the pair stays readable and unambiguous. */
export function identityIdOf(webId: WebId, issuer: Issuer): IdentityId {
  return `${webId} ${issuer}` as IdentityId;
}

/** What a person's public profile says of them, cleaned for display. */
export interface Profile {
  readonly name: string | null;
  /** A small `data:image/png` URL, drawn anew from the profile's photo. */
  readonly photo: string | null;
  readonly storages: readonly StorageRoot[];
}

const MAX_NAME_LENGTH = 80;

/** A string of unknown origin as text for a person: no control or bidirectional characters, cut to length. */
export function cleanText(text: string, length = MAX_NAME_LENGTH): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(clean);
  return characters.length <= length ? clean : `${characters.slice(0, length - 1).join('')}…`;
}

/** A WebID or URL without its scheme, as people read it. */
export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

/** The name to show: the profile's, else the WebID itself. */
export function displayName(webId: WebId, profile: Pick<Profile, 'name'>): string {
  return profile.name ?? shortUrl(webId);
}

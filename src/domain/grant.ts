import { reachOf } from './address.ts';
import type { Brand } from './brand.ts';
import type { IdentityId } from './identity.ts';
import { contains, type StorageRoot } from './pod.ts';

/** A requesting web origin, as the browser states it; never `null`. */
export type Site = Brand<'Site'>;
/** What may be done in a pod, from the least to the most. */
export const MODES = ['read', 'append', 'write'] as const;
export type Mode = (typeof MODES)[number];

/** How long a grant lasts; `once` is bound to one document and dies with it. */
export type Lifetime =
  | { readonly until: 'document'; readonly documentId: string }
  | { readonly until: 'sign-out' }
  | { readonly until: 'revoked' };

/** The explicit choice of every pod there is, in place of one: hosts on the internet, and nothing private. */
export const ANY_POD = '*' as StorageRoot;

/** What may be done in a pod. */
export interface Access {
  readonly storage: StorageRoot;
  readonly modes: readonly Mode[];
}

/** Leave that a person gave: the presence of a grant is the only authority there is. */
export interface Grant extends Access {
  readonly site: Site;
  readonly identity: IdentityId;
  readonly lifetime: Lifetime;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When something was last signed under it, to the minute; null for never. */
  readonly usedAt: number | null;
  /** Whether it is the organisation's, which nobody can take back. */
  readonly isManaged?: true;
}

/** A request that a site makes, as far as a grant speaks of it. */
export interface SiteRequest {
  readonly site: Site;
  readonly identity: IdentityId;
  readonly url: URL;
  readonly mode: Mode;
  /** Null for what no document asks for, as a worker that outlives its page. */
  readonly documentId: string | null;
}

/** Whether one grant covers one request, in every part. */
export function covers(grant: Grant, request: SiteRequest): boolean {
  return (
    grant.site === request.site &&
    grant.identity === request.identity &&
    grant.modes.includes(request.mode) &&
    holdsIn(grant, request.documentId) &&
    isIn(grant.storage, request.url)
  );
}

/** Whether what a grant is for, one pod or any, holds a URL. */
export function isIn(storage: StorageRoot, url: URL): boolean {
  if (storage !== ANY_POD) return contains(storage, url);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && reachOf(url) === 'public';
}

/** Whether a grant holds in a document: one that was given once dies with its own. */
export function holdsIn({ lifetime }: Grant, documentId: string | null): boolean {
  return lifetime.until !== 'document' || lifetime.documentId === documentId;
}

/** The site of a URL's origin, or null where there is none to hold a grant (`data:`, sandboxed, `file:`, `*`). */
export function siteOf(origin: string): Site | null {
  const url = URL.parse(origin);
  if (url === null || !/^https?:\/\/[^*/]+\//.test(url.href)) return null;
  return url.origin as Site;
}

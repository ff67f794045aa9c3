import { covers, type Grant, type Mode, type Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import { podOf, type StorageRoot } from '../domain/pod.ts';

/** A request that a server has refused, as the browser tells of it. */
export interface RefusedRequest {
  readonly kind: 'navigation' | 'image' | 'stylesheet';
  readonly method: string;
  readonly url: URL;
  /** The origin of the page that asks; null for what no page asked for, or for one that has no origin. */
  readonly site: Site | null;
  readonly tabId: number;
  /** Whether the tab's own page asks, and no frame in it. */
  readonly isTopFrame: boolean;
  /** The document that asks; null for a navigation, which has none yet. */
  readonly documentId: string | null;
}

/** What is known when a decision is taken. */
export interface Authority {
  /** Null is Anonymous. */
  readonly active: IdentityId | null;
  readonly pods: readonly StorageRoot[];
  readonly grants: readonly Grant[];
  /** Who the person is to a site, where they chose so. */
  readonly siteIdentities: Readonly<Record<string, IdentityId>>;
}

export type Decision =
  | { readonly sign: IdentityId }
  | { readonly leave: 'anonymous' | 'method' | 'not-a-pod' | 'frame' | 'no-grant' };

/**
 * Who signs a request, if anyone. A person's own navigation to a known pod is signed; what a page asks for only
 * under a grant of its site. When in doubt, the request stays as it was.
 */
export function decide(
  request: RefusedRequest,
  { active, pods, grants, siteIdentities }: Authority,
): Decision {
  const chosen =
    request.kind === 'navigation' || request.site === null ? undefined : siteIdentities[request.site];
  const identity = chosen ?? active;
  if (identity === null) return { leave: 'anonymous' };
  if (request.method !== 'GET') return { leave: 'method' };
  if (podOf(pods, request.url) === undefined) return { leave: 'not-a-pod' };
  // A frame could be read by the page around it.
  if (!request.isTopFrame) return { leave: 'frame' };
  if (request.kind === 'navigation') return { sign: identity };
  return isGranted(request, identity, grants) ? { sign: identity } : { leave: 'no-grant' };
}

function isGranted(
  { site, documentId, url }: RefusedRequest,
  identity: IdentityId,
  grants: readonly Grant[],
) {
  if (site === null || documentId === null) return false;
  const mode: Mode = 'read';
  return grants.some((grant) => covers(grant, { site, identity, url, mode, documentId }));
}

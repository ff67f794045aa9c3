import type { RequestKind } from '../domain/element.ts';
import { covers, type Grant, type Mode, type Site } from '../domain/grant.ts';
import type { IdentityId } from '../domain/identity.ts';
import type { LeftBecause } from '../domain/inspection.ts';
import { type Act, modeOf } from '../domain/mode.ts';
import { podOf } from '../domain/pod.ts';
import { isNeverSigned, type PodKnowledge } from '../domain/pod-setting.ts';

/** A request that a server has refused, as the browser tells of it. */
export interface RefusedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** The body of a PATCH and its type, where the browser tells. */
  readonly patch?: Pick<Act, 'contentType' | 'patch'>;
  readonly url: URL;
  /** The origin of the page that asks; null for what no page asked for, or for one that has no origin. */
  readonly site: Site | null;
  readonly tabId: number;
  /** Whether that is in a private window, where the browser says so with the request. */
  readonly isPrivate?: boolean | undefined;
  /** Whether it is the tab's own page that loads it; what a frame shows is that frame's. */
  readonly isTopFrame: boolean;
  /** The document that asks, for a frame's page the one around it; null for a navigation or a worker, which have none. */
  readonly documentId: string | null;
}

/** What is known when a decision is taken. */
export interface Authority extends PodKnowledge {
  /** Null is Anonymous. */
  readonly active: IdentityId | null;
  readonly grants: readonly Grant[];
  /** Who the person is to a site, where they chose so. */
  readonly siteIdentities: Readonly<Record<string, IdentityId>>;
}

export type Decision = { readonly sign: IdentityId } | { readonly leave: LeftBecause };

/**
 * Who signs a request, if anyone. A person's own navigation to a known pod is signed, as the identity chosen for that
 * pod or the active one; what a page asks for only under a grant of its site. Nobody signs in a pod whose policy is
 * never. When in doubt, the request stays as it was.
 *
 * Frames and what they load are signed on the granted site's own origin alone: there, whoever could read a frame has
 * the same grant. That all pages around it are of that site, the caller has to see.
 */
export function decide(request: RefusedRequest, authority: Authority): Decision {
  const { active, pods, podSettings, grants, siteIdentities } = authority;
  const { kind, method, url, site, isTopFrame } = request;
  const chosen = kind === 'navigation' || site === null ? undefined : siteIdentities[site];
  const identity = chosen ?? active;
  if (identity === null) return { leave: 'anonymous' };
  const isAnswerable = kind === 'fetch' ? modeNeeded(request) !== null : method === 'GET';
  if (!isAnswerable) return { leave: 'method' };
  if (!isTopFrame && site !== url.origin) return { leave: 'frame' };
  if (isNeverSigned(url, authority)) return { leave: 'policy' };
  const pod = podOf(pods, url);
  if (grantFor(request, identity, grants) !== undefined) return { sign: identity };
  if (pod === undefined) return { leave: 'not-a-pod' };
  if (kind !== 'navigation') return { leave: 'no-grant' };
  return { sign: podSettings.find(({ storage }) => storage === pod)?.identity ?? identity };
}

/** The grant under which an identity signs what a page asks for. */
export function grantFor(
  request: RefusedRequest,
  identity: IdentityId,
  grants: readonly Grant[],
): Grant | undefined {
  const { kind, site, documentId, url } = request;
  // Of what has no document, only what a worker asks for is answered to somebody.
  if (kind === 'navigation' || site === null || (documentId === null && kind !== 'fetch')) return undefined;
  const mode = modeNeeded(request);
  if (mode === null) return undefined;
  return grants.find((grant) => covers(grant, { site, identity, url, mode, documentId }));
}

/** What has to be granted for a request; a patch that nobody has seen counts as writing. */
export function modeNeeded({ method, patch }: Pick<RefusedRequest, 'method' | 'patch'>): Mode | null {
  return modeOf({ method, ...(patch ?? { contentType: null, patch: null }) });
}

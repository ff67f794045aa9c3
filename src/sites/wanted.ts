import * as v from 'valibot';
import { ELEMENT_KINDS, type ElementKind } from '../domain/element.ts';
import { type Access, MODES, type Mode, type Site } from '../domain/grant.ts';
import { podOf, type StorageRoot } from '../domain/pod.ts';
import { stored } from '../platform/stored.ts';
import { modeNeeded, type RefusedRequest } from '../signing/policy.ts';

/** A request that was refused: of an element, which can be loaded again, or of a script. */
export interface WantedRequest {
  readonly kind: ElementKind | 'fetch';
  readonly url: string;
  readonly mode: Mode;
}

/** What the page in a tab asked for and was refused, for want of a grant. */
export interface Wanted {
  readonly site: Site;
  readonly documentId: string;
  readonly requests: readonly WantedRequest[];
}

const WantedSchema = v.object({
  site: v.custom<Site>((site) => typeof site === 'string'),
  documentId: v.string(),
  requests: v.array(
    v.object({
      kind: v.picklist([...ELEMENT_KINDS, 'fetch']),
      url: v.string(),
      mode: v.picklist(MODES),
    }),
  ),
});

const byTab = stored<Readonly<Record<string, Wanted>>>(
  'session',
  'wanted',
  v.record(v.string(), WantedSchema),
  {},
);

/** A page that asks for more is remembered as asking for this much. */
const MAX_REQUESTS = 200;
/** The tabs that asked last are remembered: nothing tells us at no cost that a tab was closed. */
const MAX_TABS = 50;

/** Remembers a refused request of a page, until another page in its tab asks for something. */
export async function remember(request: RefusedRequest): Promise<void> {
  const { kind, url, site, tabId, documentId } = request;
  const mode = modeNeeded(request);
  if (kind === 'navigation' || mode === null || site === null || documentId === null) return;
  await byTab.update((all) => {
    const old = all[tabId];
    const requests = old?.documentId === documentId ? old.requests : [];
    const isSame = (one: WantedRequest) => one.kind === kind && one.url === url.href && one.mode === mode;
    if (requests.length >= MAX_REQUESTS || requests.some(isSame)) return all;
    const others = Object.entries(all).filter(([id]) => id !== String(tabId));
    const wanted = { site, documentId, requests: [...requests, { kind, url: url.href, mode }] };
    return { ...Object.fromEntries(others.slice(1 - MAX_TABS)), [tabId]: wanted };
  });
}

export async function wantedIn(tabId: number): Promise<Wanted | null> {
  return (await byTab.read())[tabId] ?? null;
}

/** What a site would have to be allowed for some requests. */
export function accessWanted(
  requests: readonly WantedRequest[],
  pods: readonly StorageRoot[],
): readonly Access[] {
  const modes = new Map<StorageRoot, Set<Mode>>();
  for (const { url, mode } of requests) {
    const storage = podOf(pods, new URL(url));
    if (storage !== undefined) modes.set(storage, (modes.get(storage) ?? new Set()).add(mode));
  }
  return [...modes].map(([storage, all]) => ({ storage, modes: [...all] }));
}

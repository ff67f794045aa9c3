import * as v from 'valibot';
import { ELEMENT_KINDS, type ElementLoad } from '../domain/element.ts';
import type { Site } from '../domain/grant.ts';
import { stored } from '../platform/stored.ts';
import type { RefusedRequest } from '../signing/policy.ts';

/** What the page in a tab asked for and was refused, for want of a grant. */
export interface Wanted {
  readonly site: Site;
  readonly documentId: string;
  readonly requests: readonly ElementLoad[];
}

const WantedSchema = v.object({
  site: v.custom<Site>((site) => typeof site === 'string'),
  documentId: v.string(),
  requests: v.array(v.object({ kind: v.picklist(ELEMENT_KINDS), url: v.string() })),
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
export async function remember({ kind, url, site, tabId, documentId }: RefusedRequest): Promise<void> {
  if (kind === 'navigation' || site === null || documentId === null) return;
  await byTab.update((all) => {
    const old = all[tabId];
    const requests = old?.documentId === documentId ? old.requests : [];
    if (requests.length >= MAX_REQUESTS || requests.some((known) => known.url === url.href)) return all;
    const others = Object.entries(all).filter(([id]) => id !== String(tabId));
    const wanted = { site, documentId, requests: [...requests, { kind, url: url.href }] };
    return { ...Object.fromEntries(others.slice(1 - MAX_TABS)), [tabId]: wanted };
  });
}

export async function wantedIn(tabId: number): Promise<Wanted | null> {
  return (await byTab.read())[tabId] ?? null;
}

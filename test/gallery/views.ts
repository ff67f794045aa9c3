import type { Access, Mode, Site } from '../../src/domain/grant.ts';
import type { Managed } from '../../src/domain/managed.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { SiteView, WholeView } from '../../src/domain/view.ts';
import { alice } from './people.ts';

/** What scenes of several pages are made of. */
export const input = 'alice.pod.example';
export const notes = 'https://alice.pod.example/notes/' as StorageRoot;
export const local = 'http://localhost:3000/alice/' as StorageRoot;
export const longHost = `${'very-long-label-'.repeat(3)}name.${'subdomain.'.repeat(8)}example`;
export const many = Array.from({ length: 9 }, (_, index) => `${notes}${index}/` as StorageRoot);

/** What there is where no organisation has set anything. */
export const UNMANAGED: Managed = {
  ...{ issuers: [], issuersOnly: false, pods: [], sites: [], blockedSites: [] },
  ...{ lockRequired: false, featuresOff: [], problems: [] },
};

/** The view of somebody with one identity, but for the parts that are given. */
export function view(parts: Partial<WholeView>): WholeView {
  const one: WholeView = {
    identities: [alice],
    active: alice.id,
    signIn: { step: 'idle' },
    unopenedPods: [],
    pods: [],
    site: null,
    issuers: [],
    grants: [],
    isOfferedEverywhere: false,
    isUsedInPrivate: false,
    stillSignedInAt: [],
    lock: { state: 'off', wraps: [], idle: 'never', isRequired: false, mostIdle: null },
    managed: UNMANAGED,
    redirectUri: 'https://aaaabbbbccccddddeeeeffffgggghhhh.chromiumapp.org/',
  };
  return { ...one, ...parts };
}

export function site(parts: Partial<SiteView>): SiteView {
  const none = {
    tabId: 1,
    granted: [],
    wanted: [],
    unreached: [],
    isLate: false,
    refused: null,
    isPodHost: false,
    isChosen: false,
  };
  return { site: 'https://notes.example' as Site, identity: alice.id, ...none, ...parts };
}

/** The same modes in each of some pods. */
export function access(storages: readonly StorageRoot[], ...modes: readonly Mode[]): readonly Access[] {
  return storages.map((storage) => ({ storage, modes }));
}

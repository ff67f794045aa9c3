import { ANY_POD, type Grant, type Mode, type Site } from '../../src/domain/grant.ts';
import type { IdentityId } from '../../src/domain/identity.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import { hashOf } from '../../src/ui/place.ts';
import { fails, type OptionsScene, press } from './options-scene.ts';
import { alice, awkward, twenty, work } from './people.ts';
import { local, longHost, many, notes, view } from './views.ts';

const sites = hashOf('sites');
const privacy = hashOf('privacy');
const MODES: readonly Mode[] = ['read', 'append', 'write'];
const HOUR = 3600_000;

/** A made-up grant, given two days ago. */
export function grant(parts: Partial<Grant>): Grant {
  return {
    site: 'https://notes.example' as Site,
    identity: alice.id,
    storage: notes,
    modes: MODES,
    lifetime: { until: 'revoked' },
    createdAt: Date.now() - 48 * HOUR,
    usedAt: Date.now() - 5 * 60_000,
    ...parts,
  };
}

const one = grant({});
const few: readonly Grant[] = [
  one,
  grant({ storage: local, modes: ['read'], lifetime: { until: 'sign-out' }, usedAt: null }),
  grant({
    identity: work.id,
    storage: ANY_POD,
    modes: ['read', 'append'],
    lifetime: { until: 'document', documentId: 'd' },
    usedAt: Date.now(),
  }),
  grant({ site: 'http://localhost:3000' as Site, modes: ['append'], usedAt: Date.now() - 400 * 24 * HOUR }),
  grant({
    site: 'https://xn--ntes-0qa.example' as Site,
    identity: 'https://gone.example/#me x' as IdentityId,
  }),
];
const crowd: readonly Grant[] = Array.from({ length: 200 }, (_, index) =>
  grant({
    site: `https://app-${index % 60}.example` as Site,
    identity: twenty[index % 20]?.id ?? alice.id,
    storage: `${notes}${index}/` as StorageRoot,
    modes: MODES.slice(0, 1 + (index % 3)),
    usedAt: index % 4 === 0 ? null : Date.now() - index * HOUR,
  }),
);
const unusual: readonly Grant[] = awkward.map(({ id }, index) =>
  grant({
    site: `https://${longHost}` as Site,
    identity: id,
    storage:
      index === 0 ? (`https://${longHost}/${'deep/'.repeat(30)}` as StorageRoot) : (many[index] ?? notes),
  }),
);

function on(grants: readonly Grant[], rest: Partial<OptionsScene> = {}): OptionsScene {
  return { view: view({ grants, identities: [alice, work, ...twenty, ...awkward] }), hash: sites, ...rest };
}

/** The scenes of the pages "Sites" and "Privacy and security". */
export const GRANT_SCENES: Record<string, OptionsScene> = {
  'sites-none': on([]),
  'sites-one': on([one]),
  'sites-few': on(few),
  'sites-crowd': on(crowd),
  'sites-unusual': on(unusual),
  'sites-found': on(crowd, {
    act: (page) => page.getByRole('searchbox', { name: 'Search sites' }).fill('app-7'),
  }),
  'sites-not-found': on(few, {
    act: (page) => page.getByRole('searchbox', { name: 'Search sites' }).fill('nothing such'),
  }),
  'sites-revoked': on(few, { act: press(`Revoke ${local} as ${alice.name}`) }),
  'sites-disconnected': on([one], { act: press('Disconnect notes.example') }),
  'sites-revoke-failed': on(few, {
    answers: { revokeGrant: fails('internal') },
    act: press(`Revoke ${local} as ${alice.name}`),
  }),
  'privacy-connected': on([], { hash: privacy }),
  'privacy-every': { view: view({ isOfferedEverywhere: true }), hash: privacy },
  'privacy-private': { view: view({ isUsedInPrivate: true }), hash: privacy },
  'privacy-private-failed': on([], {
    hash: privacy,
    answers: { usePrivateWindows: fails('internal') },
    act: (page) => page.getByRole('radio', { name: 'Use my identities in private windows' }).click(),
  }),
  'privacy-refused': on([], {
    hash: privacy,
    answers: { offerEverywhere: fails('permission-missing') },
    act: (page) => page.getByRole('radio', { name: 'On every site' }).click(),
  }),
};

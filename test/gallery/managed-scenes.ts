import type { Site } from '../../src/domain/grant.ts';
import { FEATURES, type Managed } from '../../src/domain/managed.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { WholeView } from '../../src/domain/view.ts';
import { hashOf } from '../../src/ui/place.ts';
import { grant } from './grant-scenes.ts';
import { company, login } from './issuers.ts';
import { unlocked } from './lock-scenes.ts';
import type { OptionsScene } from './options-scene.ts';
import { alice, person, work } from './people.ts';
import type { PopupScene } from './popup-scenes.ts';
import { longHost, notes, site, UNMANAGED, view } from './views.ts';

const everybody = 'https://pods.company.example/' as StorageRoot;
const archive = 'https://pods.company.example/archive/' as StorageRoot;
const notesApp = 'https://notes.example' as Site;
const missing = { state: 'missing', wraps: [], idle: 'never', isRequired: true, mostIdle: 15 } as const;

/** Everything that an organisation can set, and a part of it that nobody can read. */
const policy: Managed = {
  ...{ issuers: [{ issuer: company.issuer, clientId: 'latchkey-prod-7' }], issuersOnly: true },
  pods: [
    { storage: everybody, policy: 'when-asked' },
    { storage: archive, policy: 'never' },
  ],
  sites: [{ site: notesApp, storage: everybody, modes: ['read'] }],
  blockedSites: ['https://games.example' as Site, `https://${longHost}` as Site],
  ...{ lockRequired: true, lockIdleMinutes: 15, featuresOff: FEATURES },
  problems: [
    { code: 'policy-unknown', subject: 'isuers' },
    { code: 'policy-address', subject: 'sites.1.storage' },
    { code: 'policy-malformed', subject: 'sites.2.modes' },
  ],
};

const clerk = person('Alice at work', work.webId, { issuer: company.issuer });
const own = grant({});
const set = grant({ identity: clerk.id, storage: everybody, modes: ['read'], usedAt: null, isManaged: true });

/** What Alice at work sees; `parts` is what else she sees. */
function atWork(parts: Partial<WholeView> = {}): WholeView {
  return view({
    ...{ managed: policy, identities: [clerk, alice], active: clerk.id, issuers: [company] },
    pods: [
      { storage: everybody, policy: 'when-asked', identity: clerk.id, isAdded: false, isManaged: true },
      { storage: archive, policy: 'never', identity: null, isAdded: false, isManaged: true },
      { storage: notes, policy: 'when-asked', identity: null, isAdded: true },
    ],
    grants: [set, own, { ...set, site: 'https://calendar.company.example' as Site }],
    lock: { ...unlocked, isRequired: true, mostIdle: 15 },
    ...parts,
  });
}

function on(page: string, parts: Partial<WholeView> = {}): OptionsScene {
  return { view: atWork(parts), hash: hashOf(page) };
}

/** The scenes of the options under the policy of an organisation. */
export const MANAGED_SCENES: Record<string, OptionsScene> = {
  'managed-issuers': on('issuers'),
  'managed-issuers-both': on('issuers', {
    issuers: [company, login],
    managed: { ...UNMANAGED, issuers: policy.issuers },
  }),
  'managed-clients': on('clients'),
  'managed-client-only': on('clients', {
    issuers: [company, login],
    managed: { ...UNMANAGED, issuers: policy.issuers },
  }),
  'managed-pods': on('pods'),
  'managed-sites': on('sites'),
  'managed-privacy': {
    ...on('privacy'),
    act: (page) => page.getByLabel('Current passphrase').waitFor(),
  },
  'managed-lock-missing': {
    ...on('privacy', { lock: missing }),
    act: (page) => page.getByLabel('Passphrase again').waitFor(),
  },
  'managed-about': on('about'),
};

const here = site({ site: notesApp, identity: clerk.id, granted: [set] });

/** The scenes of the popup under the policy of an organisation. */
export const MANAGED_POPUPS: Record<string, PopupScene> = {
  'managed-site': { view: atWork({ site: here }) },
  'managed-site-and-own': {
    view: atWork({ site: { ...here, granted: [set, grant({ identity: clerk.id })] } }),
  },
  'managed-site-blocked': {
    view: atWork({ site: { ...here, site: 'https://games.example' as Site, granted: [] } }),
  },
  'managed-lock-missing': { view: atWork({ lock: missing }) },
};

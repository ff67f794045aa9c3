import type { Page } from 'playwright-core';
import type { DeveloperActions } from '../../popup/developers/actions.ts';
import type { ActivityLog } from '../../src/domain/activity.ts';
import { ERROR_CODES, type Failure } from '../../src/domain/errors.ts';
import type { Site } from '../../src/domain/grant.ts';
import type { Issuer } from '../../src/domain/identity.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { SignIn, View } from '../../src/domain/view.ts';
import { ACTIVITY_SCENES } from './activity-scenes.ts';
import { EXPLAIN_SCENES } from './explain-scenes.ts';
import { INSPECTOR_SCENES } from './inspector-scenes.ts';
import { LOCKED_SCENES } from './lock-scenes.ts';
import { MANAGED_POPUPS } from './managed-scenes.ts';
import { alice, awkward, bob, idOf, twenty, work } from './people.ts';
import { SITE_SCENES } from './site-scenes.ts';
import { access, input, local, longHost, notes, site, view } from './views.ts';

/** What one picture of the popup is drawn from, and the button to press first, if any. */
export interface PopupScene {
  readonly view: View | null;
  readonly failure?: Failure;
  /** Whether its window is private. */
  readonly isPrivate?: boolean;
  /** A fragment, as `#inspector`. */
  readonly place?: string;
  readonly press?: string;
  /** What is done first, where pressing one button is not enough. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** What the developers' tabs are told otherwise than in other scenes. */
  readonly developers?: Partial<DeveloperActions>;
  /** What the tab "Activity" shows. */
  readonly activity?: ActivityLog;
}

const issuer = 'https://login.example/' as Issuer;

function signIn(step: SignIn): PopupScene {
  return { view: view({ signIn: step }) };
}

const three = view({ identities: [alice, work, bob], site: site({ granted: access([notes], 'read') }) });
const nobody = view({ identities: [], active: null });

export const POPUP_SCENES: Record<string, PopupScene> = {
  loading: { view: null },
  unread: { view: null, failure: { code: 'internal', subject: 'VersionError' } },
  welcome: { view: nobody },
  'welcome-on-site': { view: { ...nobody, site: site({ identity: null, wanted: access([notes], 'read') }) } },
  'welcome-failed': {
    view: {
      ...nobody,
      signIn: { step: 'failed', input, failure: { code: 'address-not-solid', subject: input } },
    },
  },
  one: { view: view({}) },
  ...ACTIVITY_SCENES,
  three: { view: three },
  'three-managed': { view: three, press: 'Manage identities' },
  'three-everywhere': {
    view: view({ identities: [alice, { ...bob, state: 'signed-in' }] }),
    press: 'Sign out everywhere',
  },
  'three-forgetting': { view: three, press: 'Forget Alice Liddell' },
  expired: { view: view({ identities: [alice, work], active: work.id }) },
  anonymous: {
    view: view({
      identities: [alice, bob],
      active: null,
      site: site({ identity: null, wanted: access([notes], 'read') }),
    }),
  },
  twenty: {
    view: view({ identities: twenty, active: idOf(twenty, 13), site: site({ identity: idOf(twenty, 13) }) }),
  },
  'twenty-managed': {
    view: view({ identities: twenty, active: idOf(twenty, 0) }),
    press: 'Manage identities',
  },
  awkward: {
    view: view({
      identities: awkward,
      active: idOf(awkward, 1),
      site: site({
        site: `https://${longHost}` as Site,
        wanted: access([`https://${longHost}/pod/` as StorageRoot], 'read'),
      }),
    }),
  },
  'awkward-forgetting': {
    view: view({ identities: awkward, active: idOf(awkward, 1) }),
    press: `Forget ${'W'.repeat(80)}`,
  },
  ...SITE_SCENES,
  ...MANAGED_POPUPS,
  ...INSPECTOR_SCENES,
  ...EXPLAIN_SCENES,
  ...LOCKED_SCENES,
  'private-unused': { view: three, isPrivate: true },
  'private-question': { view: three, isPrivate: true, press: 'Use my identities in private windows' },
  'private-used': { view: { ...three, isUsedInPrivate: true }, isPrivate: true },
  'private-anonymous': { view: { ...nobody, isUsedInPrivate: true }, isPrivate: true },
  unopened: {
    view: view({ unopenedPods: [notes, local, `https://${longHost}/` as StorageRoot] }),
  },
  finding: signIn({ step: 'working', doing: 'finding', input }),
  registering: signIn({ step: 'working', doing: 'registering', input }),
  waiting: signIn({ step: 'working', doing: 'waiting-for-person', input: '' }),
  choose: signIn({
    step: 'choose-issuer',
    input,
    webId: alice.webId,
    issuers: [issuer, 'https://other.example' as Issuer, `https://${longHost}/` as Issuer],
  }),
  trust: signIn({ step: 'trust', input, webId: alice.webId, issuer, saysSolid: true }),
  'trust-odd': signIn({
    step: 'trust',
    input,
    webId: null,
    issuer: `https://${longHost}/oidc` as Issuer,
    saysSolid: false,
  }),
  'trust-of-twenty': {
    view: view({
      identities: twenty,
      active: idOf(twenty, 0),
      signIn: { step: 'trust', input, webId: null, issuer, saysSolid: true },
    }),
  },
  'legacy-nonce': signIn({ step: 'legacy', input, webId: alice.webId, issuer, reason: 'nonce-missing' }),
  'legacy-bearer': signIn({
    step: 'legacy',
    input,
    webId: null,
    issuer: `https://${longHost}/oidc` as Issuer,
    reason: 'token-type-bearer',
  }),
  'still-signed-in': { view: view({ stillSignedInAt: [issuer] }) },
  'still-signed-in-twice': {
    view: view({ stillSignedInAt: [issuer, `https://${longHost}/oidc` as Issuer] }),
  },
  done: signIn({ step: 'done', identity: alice.id }),
  failed: signIn({
    step: 'failed',
    input,
    failure: { code: 'profile-names-other-issuer', subject: alice.webId },
  }),
  'failed-again': signIn({
    step: 'failed',
    input: '',
    failure: { code: 'sign-in-interrupted', subject: '' },
  }),
  'action-failed': { view: view({}), failure: { code: 'message-refused', subject: '' } },
};

/** Every sentence in the place where people read it. */
for (const code of ERROR_CODES) {
  POPUP_SCENES[`sentence-${code}`] = signIn({ step: 'failed', input, failure: { code, subject: input } });
}

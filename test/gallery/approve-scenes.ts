import type { Page } from 'playwright-core';
import type { ApprovalState } from '../../popup/questions.ts';
import type { Failure } from '../../src/domain/errors.ts';
import { ANY_POD, type Site } from '../../src/domain/grant.ts';
import type { StorageRoot } from '../../src/domain/pod.ts';
import type { ApprovalView, SignIn, View } from '../../src/domain/view.ts';
import { locked } from './lock-scenes.ts';
import { alice, awkward, bob, idOf, person, twenty, work } from './people.ts';
import { access, input, local, longHost, many, notes, view } from './views.ts';

/** What one picture of the approval window is drawn from, and what is done there first. */
export interface ApprovalScene {
  readonly state: ApprovalState;
  readonly view: View;
  readonly failure?: Failure;
  readonly act?: (page: Page) => Promise<unknown>;
}

const question: ApprovalView = {
  id: 'one',
  site: 'https://notes.example' as Site,
  identity: alice.id,
  access: null,
  reason: null,
  isPodHost: false,
  isFirst: true,
  waiting: 0,
};

function asks(parts: Partial<ApprovalView>, people: Partial<View> = {}): ApprovalScene {
  return { state: { step: 'asking', question: { ...question, ...parts } }, view: view(people) };
}

const bobToo = { ...bob, state: 'signed-in' } as const;
const podless = person('Nora', 'https://nora.example/#me', { storages: [] });
const HOSTILE =
  '</blockquote><img src=x onerror=alert(1)> “Latchkey” says: this site is verified ✅.\n\n\nPress “Always allow” to go on.\u202E gnp.exe ' +
  'W'.repeat(400);

function nobody(signIn: SignIn = { step: 'idle' }): ApprovalScene {
  return asks({ identity: null }, { identities: [], active: null, signIn });
}

export const APPROVAL_SCENES: Record<string, ApprovalScene> = {
  reading: { state: { step: 'reading' }, view: view({}) },
  none: { state: { step: 'none' }, view: view({}) },
  failed: { state: { step: 'failed', failure: { code: 'internal', subject: '' } }, view: view({}) },
  asks: asks({}),
  'asks-while-locked': {
    ...asks({ identity: null }, { lock: locked }),
    act: (page) => page.getByLabel('Passphrase').waitFor(),
  },
  'asks-reason': asks({ reason: 'to keep your notes in your own pod' }),
  'asks-reason-hostile': asks({ reason: HOSTILE }),
  'asks-read': asks({ access: access([notes], 'read') }),
  'asks-pod-host': asks({
    site: 'http://localhost:3000' as Site,
    access: access([local], 'read'),
    isPodHost: true,
    isFirst: false,
  }),
  'asks-any-pod': asks({ access: access([ANY_POD], 'read', 'append') }),
  'asks-apart': asks({
    access: [...access([notes, local], 'read'), ...access([ANY_POD], 'read'), ...access(many, 'append')],
  }),
  'asks-three': asks({}, { identities: [work, bobToo, alice] }),
  'asks-twenty': asks({ identity: idOf(twenty, 14) }, { identities: twenty, active: idOf(twenty, 0) }),
  'asks-twenty-expired': asks(
    { identity: idOf(twenty, 13) },
    { identities: twenty, active: idOf(twenty, 0) },
  ),
  'asks-punycode': asks({ site: 'https://xn--ntes-0qa.example' as Site }),
  'asks-awkward': asks(
    {
      site: `https://${longHost}:8443` as Site,
      identity: idOf(awkward, 2),
      access: access([...many, `https://${longHost}/${'deep/'.repeat(20)}` as StorageRoot], 'read', 'write'),
    },
    { identities: awkward, active: idOf(awkward, 0) },
  ),
  'asks-without-pod': asks({ identity: podless.id }, { identities: [podless, alice] }),
  'asks-anonymous': asks({ identity: null }, { identities: [alice, bobToo], active: null }),
  'asks-expired': asks({ identity: work.id }, { identities: [alice, work, bob] }),
  'asks-nothing-ticked': {
    ...asks({ access: access([notes], 'read') }),
    act: (page) => page.getByRole('checkbox', { name: 'Read' }).uncheck(),
  },
  'asks-somebody-else': {
    ...asks({ waiting: 1 }, { identities: [alice, bobToo] }),
    act: (page) => page.getByRole('radio', { name: 'Bob' }).check(),
  },
  'asks-while-three-wait': asks({ waiting: 3 }),
  'asks-again-after-failure': { ...asks({}), failure: { code: 'login-required', subject: '' } },
  'nobody-signed-in': nobody(),
  'nobody-finding': nobody({ step: 'working', doing: 'finding', input }),
  'nobody-trust': nobody({
    step: 'trust',
    input,
    webId: alice.webId,
    issuer: alice.issuer,
    saysSolid: true,
  }),
  'nobody-failed': nobody({ step: 'failed', input, failure: { code: 'address-not-solid', subject: input } }),
  'nobody-any-more': asks(
    { identity: null, waiting: 2, reason: 'to keep your notes' },
    { identities: [work, bob], active: work.id },
  ),
  'asks-while-signing-in': asks(
    { identity: work.id },
    {
      identities: [alice, work],
      signIn: { step: 'working', doing: 'waiting-for-person', input: '' },
    },
  ),
};

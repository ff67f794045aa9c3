import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forget, signOut, switchTo } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import { disconnectSite } from '../../../src/background/site-access.ts';
import {
  answerApproval,
  connectSite,
  nextQuestion,
  revoke,
  setIdentity,
} from '../../../src/background/sites.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { parseStorageRoot, type StorageRoot } from '../../../src/domain/pod.ts';
import type { ApprovalAnswer, ApprovalReply } from '../../../src/domain/view.ts';
import { keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { siteIdentities } from '../../../src/sites/identities.ts';
import { remember } from '../../../src/sites/wanted.ts';
import { browser, chromium, pages, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { APP } from '../../fakes/people.ts';
import { forgetValues } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;
const inject = chromium.scripting.executeScript;
let alice: IdentityRecord;
let pod: StorageRoot;
let picture: URL;

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  await forgetValues();
  for (const { id } of await listIdentities()) await forget(id);
});

/** Alice is signed in, and the app’s page in tab 1 was refused a picture of hers. */
async function refusedPicture(issuer: FakeIssuer): Promise<void> {
  const signedIn = await keepSignedIn(issuer);
  pod = parseStorageRoot(`${issuer.url}alice/`);
  alice = { ...signedIn, profile: { ...signedIn.profile, storages: [pod] } };
  await keepIdentity(alice);
  picture = new URL('alice/picture.png', issuer.url);
  const asked = {
    method: 'GET',
    url: picture,
    site: APP,
    tabId: 1,
    isTopFrame: true,
    documentId: 'one',
  } as const;
  await remember({ kind: 'image', ...asked });
}

/** The person presses "Connect this site"; says which question was put. */
async function connect(): Promise<string> {
  await connectSite(1);
  return (await nextQuestion())?.id ?? '';
}

/** What the person answers, for what was asked, as Alice or whom they choose. */
function reply(answer: ApprovalAnswer, identity: IdentityId | null = alice.id): ApprovalReply {
  return { answer, identity, access: [{ storage: pod, modes: ['read'] }] };
}

describe('a site that wants something', () => {
  it('is named to the person with what it wants, and as whom', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await connect();
    expect(await nextQuestion()).toMatchObject({
      ...{ site: APP, identity: alice.id, access: [{ storage: pod, modes: ['read'] }], reason: null },
      ...{ isPodHost: false, isFirst: true, waiting: 0 },
    });
  });

  it.each<ApprovalAnswer>(['once', 'until-sign-out', 'always'])(
    'gets it when the answer is “%s”',
    async (given) => {
      await using issuer = await startIssuer();
      await refusedPicture(issuer);
      await answerApproval(await connect(), reply(given));
      expect(await listGrants()).toMatchObject([
        { site: APP, identity: alice.id, storage: pod, modes: ['read'] },
      ]);
      const load = { kind: 'image', url: picture.href };
      await vi.waitFor(() =>
        expect(inject.mock.lastCall).toMatchObject([
          { target: { tabId: 1, documentIds: ['one'] }, args: [[load]] },
        ]),
      );
      expect([...rules.values()].map(({ condition }) => condition.tabIds)).toEqual([[1]]);
      await vi.waitFor(async () => expect((await listGrants())[0]?.usedAt).toEqual(expect.any(Number)));
    },
  );

  it('gets nothing when the answer is no', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await answerApproval(await connect(), { answer: 'deny', identity: null, access: [] });
    expect([await listGrants(), rules.size]).toEqual([[], 0]);
  });

  it('is asked about for the person’s own pods where it wants nothing yet, and its page gets Latchkey', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    pages.set(2, { url: 'https://other.example/', documentId: 'two' });
    await connectSite(2);
    expect(await nextQuestion()).toMatchObject({ site: 'https://other.example', access: null });
    const injected = inject.mock.calls.map(([call]) => call).filter((call) => 'files' in call);
    expect(injected).toMatchObject([{ target: { tabId: 2 } }, { target: { tabId: 2 }, world: 'MAIN' }]);
  });

  it.each([
    ['there is no tab', undefined],
    ['the tab shows no site', { url: 'chrome://settings/', documentId: 'two' }],
    ['the tab shows a file', { url: 'file:///a.html', documentId: 'two' }],
  ])('is not asked about where %s', async (_why, page) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    if (page !== undefined) pages.set(2, page);
    expect(await codeOf(connectSite(2))).toBe('site-unavailable');
    expect([browser.windows.create.mock.calls, await nextQuestion()]).toEqual([[], null]);
  });

  it('is not asked about where we may not look', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    inject.mockRejectedValueOnce(new Error('Cannot access contents of the page.'));
    expect(await codeOf(connectSite(1))).toBe('site-unavailable');
    expect(await nextQuestion()).toBeNull();
  });

  it('is not asked about while nobody is signed in', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await switchTo(null);
    expect(await codeOf(connectSite(1))).toBe('login-required');
    await switchTo(alice.id);
    await signOut(alice.id);
    expect(await codeOf(connectSite(1))).toBe('login-required');
    expect(await nextQuestion()).toBeNull();
  });
});

describe('an allowance comes too late', () => {
  it.each<[string, () => unknown]>([
    ['the person has become nobody', () => switchTo(null)],
    ['the identity is forgotten', () => forget(alice.id)],
    ['the person has signed out', () => signOut(alice.id)],
    ['the page is gone', () => pages.set(1, { url: `${APP}/notes`, documentId: 'new' })],
    ['the tab is gone', () => inject.mockRejectedValue(new Error('No tab with id: 1.'))],
  ])('when %s', async (_why, happen) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    const approval = await connect();
    await happen();
    expect(await codeOf(answerApproval(approval, reply('always')))).not.toBeNull();
    expect([await listGrants(), rules.size, await siteIdentities()]).toEqual([[], 0, {}]);
    expect(await codeOf(answerApproval(approval, reply('always')))).not.toBeNull();
  });
});

describe('an allowance', () => {
  it.each<[string, (given: ApprovalReply) => ApprovalReply, string]>([
    ['by nobody', (given) => ({ ...given, identity: null }), 'login-required'],
    ['for nothing', (given) => ({ ...given, access: [] }), 'login-required'],
    ['by somebody unknown', (given) => ({ ...given, identity: 'a b' as IdentityId }), 'identity-unknown'],
  ])('%s is none, and the question stays', async (_what, change, code) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    const approval = await connect();
    expect(await codeOf(answerApproval(approval, change(reply('always'))))).toBe(code);
    expect([await listGrants(), (await nextQuestion())?.id]).toEqual([[], approval]);
  });

  it('is of who gave it, who is that to the site from then on, and nobody else is', async () => {
    await using issuer = await startIssuer();
    await using other = await startIssuer();
    await refusedPicture(issuer);
    const bob = await keepSignedIn(other);
    await switchTo(alice.id);
    await answerApproval(await connect(), reply('always', bob.id));
    expect(await listGrants()).toMatchObject([{ identity: bob.id }]);
    expect(await siteIdentities()).toEqual({ [APP]: bob.id });
    await answerApproval(await connect(), reply('always'));
    expect(await siteIdentities(), 'the active one needs no choice').toEqual({});
  });
});

describe('what a site was given', () => {
  it.each<[string, ApprovalAnswer, () => Promise<void>, number]>([
    ['ends when the person disconnects it', 'always', () => disconnectSite(APP), 0],
    [
      'ends when its one grant is revoked',
      'always',
      () => revoke({ site: APP, identity: alice.id, storage: pod }),
      0,
    ],
    ['ends with the sign-out where it was to last until then', 'until-sign-out', () => signOut(alice.id), 0],
    ['outlasts the sign-out where it is for always', 'always', () => signOut(alice.id), 1],
    ['is gone with the identity', 'always', () => forget(alice.id), 0],
    ['waits while somebody else is active', 'always', () => switchTo(null), 1],
    [
      'waits while the person is somebody else to the site',
      'always',
      () => setIdentity(APP, 'a b' as IdentityId),
      1,
    ],
  ])('%s, and nothing armed is left', async (_what, given, happen, left) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await answerApproval(await connect(), reply(given));
    await vi.waitFor(() => expect(rules.size).toBe(1));
    await happen();
    expect([(await listGrants()).length, rules.size]).toEqual([left, 0]);
  });

  it('is forgotten with the identity whom the site knew', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await setIdentity(APP, alice.id);
    await forget(alice.id);
    expect(await siteIdentities()).toEqual({});
  });
});

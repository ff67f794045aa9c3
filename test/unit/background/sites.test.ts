import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forget, signOut, switchTo } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import {
  answerApproval,
  connectSite,
  describeApproval,
  disconnectSite,
} from '../../../src/background/sites.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import type { ApprovalAnswer } from '../../../src/domain/view.ts';
import { keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { remember } from '../../../src/sites/wanted.ts';
import { browser, chromium, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { APP } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;
const inject = chromium.scripting.executeScript;
let alice: IdentityRecord;
let picture: URL;

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  for (const { id } of await listIdentities()) await forget(id);
});

/** Alice is signed in, and the app’s page in tab 1 was refused a picture of hers. */
async function refusedPicture(issuer: FakeIssuer): Promise<void> {
  const signedIn = await keepSignedIn(issuer);
  const storages = [parseStorageRoot(`${issuer.url}alice/`)];
  alice = { ...signedIn, profile: { ...signedIn.profile, storages } };
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
  return new URL(browser.windows.create.mock.lastCall?.[0].url ?? '').searchParams.get('approval') ?? '';
}

describe('a site that wants something', () => {
  it('is named to the person with what it wants, and as whom', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    expect(await describeApproval(await connect())).toMatchObject({
      site: APP,
      identity: { id: alice.id },
      storages: [`${issuer.url}alice/`],
      isPodHost: false,
      isFirst: true,
    });
  });

  it.each<ApprovalAnswer>(['once', 'until-sign-out', 'always'])(
    'gets it when the answer is “%s”',
    async (given) => {
      await using issuer = await startIssuer();
      await refusedPicture(issuer);
      await answerApproval(await connect(), given);
      expect(await listGrants()).toMatchObject([{ site: APP, identity: alice.id, modes: ['read'] }]);
      expect([...rules.values()].map(({ condition }) => condition.tabIds)).toEqual([[1]]);
      expect(inject.mock.lastCall).toMatchObject([
        { target: { tabId: 1, documentIds: ['one'] }, args: [picture.href, 'image'] },
      ]);
    },
  );

  it('gets nothing when the answer is no', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await answerApproval(await connect(), 'deny');
    expect([await listGrants(), rules.size]).toEqual([[], 0]);
  });

  it('is not asked about where it wants nothing', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    expect(await codeOf(connectSite(2))).toBe('site-unavailable');
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it('is not asked about while nobody is signed in', async () => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await switchTo(null);
    expect(await codeOf(connectSite(1))).toBe('login-required');
    await switchTo(alice.id);
    await signOut(alice.id);
    expect(await codeOf(connectSite(1))).toBe('login-required');
  });
});

describe('an allowance comes too late', () => {
  it.each<[string, () => unknown]>([
    ['the person has become nobody', () => switchTo(null)],
    ['the person has signed out', () => signOut(alice.id)],
    ['the identity is forgotten', () => forget(alice.id)],
    ['the page is gone', () => inject.mockRejectedValueOnce(new Error('No document with id.'))],
  ])('when %s', async (_why, happen) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    const approval = await connect();
    await happen();
    expect(await codeOf(answerApproval(approval, 'always'))).toBe('approval-gone');
    expect([await listGrants(), rules.size]).toEqual([[], 0]);
    expect(await codeOf(answerApproval(approval, 'always'))).toBe('approval-gone');
  });
});

it('an allowance of one person is none of another who has signed in since', async () => {
  await using issuer = await startIssuer();
  await using other = await startIssuer();
  await refusedPicture(issuer);
  const approval = await connect();
  await keepSignedIn(other);
  expect(await codeOf(answerApproval(approval, 'always'))).toBe('approval-gone');
  expect(await listGrants()).toEqual([]);
});

describe('what a site was given', () => {
  it.each<[string, ApprovalAnswer, () => Promise<void>, number]>([
    ['ends when the person disconnects it', 'always', () => disconnectSite(APP), 0],
    ['ends with the sign-out where it was to last until then', 'until-sign-out', () => signOut(alice.id), 0],
    ['outlasts the sign-out where it is for always', 'always', () => signOut(alice.id), 1],
    ['is gone with the identity', 'always', () => forget(alice.id), 0],
    ['waits while somebody else is active', 'always', () => switchTo(null), 1],
  ])('%s, and nothing armed is left', async (_what, given, happen, left) => {
    await using issuer = await startIssuer();
    await refusedPicture(issuer);
    await answerApproval(await connect(), given);
    expect(rules.size).toBe(1);
    await happen();
    expect([(await listGrants()).length, rules.size]).toEqual([left, 0]);
  });
});

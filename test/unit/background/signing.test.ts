import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forget, signOut, switchTo } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import { parseStorageRoot } from '../../../src/domain/pod.ts';
import { keepIdentity, listIdentities } from '../../../src/identities/identities.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { addGrants } from '../../../src/sites/grants.ts';
import { wantedIn } from '../../../src/sites/wanted.ts';
import { browser, chromium, restartBrowser } from '../../fakes/browser.ts';
import { expire, keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { APP, grantOf } from '../../fakes/people.ts';
import { verifyProof } from '../../fakes/proofs.ts';
import { forgetValues } from '../../fakes/values.ts';
import { exchange, imageAt, navigationTo } from '../../fakes/wire.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  await forgetValues();
  for (const { id } of await listIdentities()) await forget(id);
});

/** Alice is signed in; her pod is at her issuer. */
async function signedIn(issuer: FakeIssuer): Promise<IdentityRecord> {
  const record = await keepSignedIn(issuer);
  const storages = [parseStorageRoot(`${issuer.url}alice/`)];
  await keepIdentity({ ...record, profile: { ...record.profile, storages } });
  return record;
}

/** The headers with which a refused page loads again; null where it does not. */
async function headersFor(url: string): Promise<{ token: string; dpop: string } | null> {
  exchange(signing, navigationTo(url), 401);
  if (!(await signing.onPageRefused(1, new URL(url)))) return null;
  const [rule] = rules.values();
  const [authorization, dpop] = rule?.action.requestHeaders ?? [];
  return { token: authorization?.value?.replace('DPoP ', '') ?? '', dpop: dpop?.value ?? '' };
}

describe('a refused page of a pod', () => {
  it('loads again with a proof of the active identity for its URL', async () => {
    await using issuer = await startIssuer();
    const { key, session } = await signedIn(issuer);
    const headers = await headersFor(`${issuer.url}alice/page.html?a=b`);
    expect(session).toMatchObject({ tokens: { accessToken: headers?.token } });
    const { jkt, claims } = await verifyProof(headers?.dpop ?? '', 'GET', `${issuer.url}alice/page.html`);
    expect([jkt, typeof claims['ath']]).toEqual([key.jkt, 'string']);
  });

  it('that is refused though signed loads again with a new token', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    const first = await headersFor(`${issuer.url}alice/page.html`);
    const second = await headersFor(`${issuer.url}alice/page.html`);
    expect(second?.token).not.toBe(first?.token);
    expect(issuer.seenAt('/token')).toHaveLength(2);
  });

  it.each<[string, (record: IdentityRecord) => Promise<void>]>([
    ['the person is nobody', () => switchTo(null)],
    ['the identity is forgotten', ({ id }) => forget(id)],
  ])('stays as it is when %s', async (_why, happen) => {
    await using issuer = await startIssuer();
    const record = await signedIn(issuer);
    expect(await headersFor(`${issuer.url}alice/page.html`)).not.toBeNull();
    await happen(record);
    expect(await headersFor(`${issuer.url}alice/page.html`)).toBeNull();
    expect(browser.action.setBadgeText).not.toHaveBeenCalled();
  });

  it('has nothing ready any more before the person is somebody else: the worker may end right after', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    expect(await headersFor(`${issuer.url}alice/page.html`)).not.toBeNull();
    using put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new Error('The worker has ended.');
    });
    await expect(switchTo(null)).rejects.toThrow();
    expect([put.mock.calls.length, rules.size]).toEqual([1, 0]);
  });

  it.each<[string, (record: IdentityRecord, issuer: FakeIssuer) => unknown]>([
    ['the person has signed out', ({ id }) => signOut(id)],
    ['the issuer has ended the session', (_record, issuer) => issuer.sessions.endAll()],
  ])('stays as it is, and marks that a sign-in is needed, when %s', async (_why, happen) => {
    await using issuer = await startIssuer();
    const record = await signedIn(issuer);
    await expire(record);
    await happen(record, issuer);
    expect(await headersFor(`${issuer.url}alice/page.html`)).toBeNull();
    expect(browser.action.setBadgeText).toHaveBeenCalledExactlyOnceWith({ tabId: 1, text: '!' });
  });
});

describe('a refused picture on a page of a site', () => {
  it('is noted, and the tab marked, where the site has no grant', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    const url = `${issuer.url}alice/picture.png`;
    exchange(signing, imageAt(url), 401);
    await vi.waitFor(() =>
      expect(browser.action.setBadgeText).toHaveBeenCalledExactlyOnceWith({ tabId: 1, text: '!' }),
    );
    expect(await wantedIn(1)).toEqual({
      site: APP,
      documentId: 'one',
      requests: [{ kind: 'image', url, mode: 'read' }],
    });
    expect(rules.size).toBe(0);
  });

  it('marks nothing where the page is our own', async () => {
    await using issuer = await startIssuer();
    await signedIn(issuer);
    const url = `${issuer.url}alice/picture.png`;
    exchange(signing, { ...imageAt(url), initiator: 'chrome-extension://latchkey', tabId: 2 }, 401);
    exchange(signing, imageAt(url), 401);
    await vi.waitFor(() => expect(browser.action.setBadgeText).toHaveBeenCalled());
    expect(browser.action.setBadgeText).toHaveBeenCalledExactlyOnceWith({ tabId: 1, text: '!' });
  });

  it('loads again under a grant that was given since', async () => {
    await using issuer = await startIssuer();
    const { id: identity } = await signedIn(issuer);
    await headersFor(`${issuer.url}alice/page.html`);
    await addGrants([grantOf({ identity, storage: parseStorageRoot(`${issuer.url}alice/`) })]);
    exchange(signing, imageAt(`${issuer.url}alice/picture.png`), 401);
    await vi.waitFor(() => expect(chromium.scripting.executeScript).toHaveBeenCalled());
    expect([...rules.values()].map(({ condition }) => condition.resourceTypes)).toContainEqual(['image']);
  });
});

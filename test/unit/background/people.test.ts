import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { distrust, forget, signOut, signOutEverywhere } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import { forgetIdentity, listIdentities } from '../../../src/identities/identities.ts';
import { changeIssuer, isTrusted } from '../../../src/identities/issuers.ts';
import type { IdentityRecord } from '../../../src/identities/records.ts';
import { addGrants, listGrants } from '../../../src/sites/grants.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { keepSignedIn } from '../../fakes/identity.ts';
import { type FakeIssuer, startIssuer } from '../../fakes/issuer.ts';
import { grantOf } from '../../fakes/people.ts';
import { everythingStored } from '../../fakes/stored.ts';
import { forgetValues } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(async () => {
  await signing.voidAll();
  restartBrowser();
  await forgetValues();
  for (const { id } of await listIdentities()) await forgetIdentity(id);
});

/** What was stored when each request arrived from now on. */
function watch(...issuers: readonly FakeIssuer[]): readonly string[] {
  const seen: string[] = [];
  for (const issuer of issuers) issuer.lies = { answer: async () => seen.push(await everythingStored()) };
  return seen;
}

/** Somebody is signed in, and her registration is the one that is kept for all there. */
async function keepWithRegistration(issuer: FakeIssuer): Promise<IdentityRecord> {
  const record = await keepSignedIn(issuer);
  await changeIssuer(issuer.url, () => ({ registration: record.client }));
  return record;
}

const stateAt = async (issuer: FakeIssuer) =>
  (await listIdentities()).find((identity) => identity.issuer === issuer.url)?.state;
const tokensOf = (...issuers: readonly FakeIssuer[]) => issuers.flatMap(({ tokens }) => tokens.issued);

describe('to sign out', () => {
  it('deletes the tokens before the first request leaves', async () => {
    await using issuer = await startIssuer();
    const { id } = await keepSignedIn(issuer);
    const seen = watch(issuer);
    await signOut(id);
    expect(seen.length).toBeGreaterThan(1);
    for (const token of tokensOf(issuer)) expect(seen.join()).not.toContain(token);
    expect(issuer.sessions.refreshTokens).toEqual([]);
  });

  it('everywhere signs everybody out here before any issuer is asked, and then there', async () => {
    await using one = await startIssuer();
    await using other = await startIssuer();
    await keepSignedIn(one);
    await keepSignedIn(other);
    const seen = watch(one, other);
    await signOutEverywhere();
    expect(seen.length).toBeGreaterThan(3);
    for (const token of tokensOf(one, other)) expect(seen.join()).not.toContain(token);
    expect([await stateAt(one), await stateAt(other)]).toEqual(['signed-out', 'signed-out']);
    expect([one.sessions.refreshTokens, other.sessions.refreshTokens]).toEqual([[], []]);
  });

  it('everywhere works where one of the issuers is not there', async () => {
    const gone = await startIssuer();
    await using other = await startIssuer();
    await keepSignedIn(gone);
    await keepSignedIn(other);
    await gone[Symbol.asyncDispose]();
    await signOutEverywhere();
    expect([await stateAt(gone), await stateAt(other)]).toEqual(['signed-out', 'signed-out']);
    expect(other.sessions.refreshTokens).toEqual([]);
  });
});

it('to forget somebody deletes everything of theirs before the first request leaves', async () => {
  await using issuer = await startIssuer();
  const { id } = await keepWithRegistration(issuer);
  const seen = watch(issuer);
  await forget(id);
  expect(seen.length).toBeGreaterThan(2);
  for (const secret of [...tokensOf(issuer), issuer.webId]) expect(seen.join()).not.toContain(secret);
  expect([issuer.registrations.all, issuer.sessions.refreshTokens]).toEqual([[], []]);
});

describe('where the worker ends before the session does', () => {
  /** No record is written any more, though what is kept by name is. */
  function endWriting() {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its own database below
    const begin = IDBDatabase.prototype.transaction;
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
    return spy.mockImplementation(function (this: IDBDatabase, names, mode, options) {
      if (mode === 'readwrite' && ![names].flat().includes('values'))
        throw new Error('The worker has ended.');
      return begin.call(this, names, mode, options);
    });
  }

  /** Somebody is signed in, and a site may do something until she signs out. */
  async function keepWithGrant(issuer: FakeIssuer): Promise<IdentityRecord> {
    const record = await keepSignedIn(issuer);
    await addGrants([grantOf({ identity: record.id, lifetime: { until: 'sign-out' } })]);
    return record;
  }

  it.each([
    ['to sign out', signOut],
    ['to forget somebody', forget],
  ])('%s has ended what was allowed already', async (_what, leave) => {
    await using issuer = await startIssuer();
    const { id } = await keepWithGrant(issuer);
    const ended = endWriting();
    await expect(leave(id)).rejects.toThrow('The worker has ended.');
    ended.mockRestore();
    expect([await listGrants(), await stateAt(issuer)]).toEqual([[], 'signed-in']);
  });
});

describe('to trust an issuer no longer', () => {
  it('signs its identities out, and nobody else, and deletes the registration last', async () => {
    await using issuer = await startIssuer();
    await using other = await startIssuer();
    await keepWithRegistration(issuer);
    await keepWithRegistration(other);
    await distrust(issuer.url);
    expect([await stateAt(issuer), await stateAt(other)]).toEqual(['signed-out', 'signed-in']);
    expect([await isTrusted(issuer.url), await isTrusted(other.url)]).toEqual([false, true]);
    expect([issuer.sessions.refreshTokens, issuer.registrations.all]).toEqual([[], []]);
    expect([other.sessions.refreshTokens.length, other.registrations.all.length]).toEqual([1, 1]);
  });

  it('works offline', async () => {
    const issuer = await startIssuer();
    await keepWithRegistration(issuer);
    await issuer[Symbol.asyncDispose]();
    await distrust(issuer.url);
    expect([await stateAt(issuer), await isTrusted(issuer.url)]).toEqual(['signed-out', false]);
  });
});

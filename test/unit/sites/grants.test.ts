import '../../fakes/worker.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addGrants,
  deleteGrantsOf,
  endGrantsOf,
  listGrants,
  noteUse,
  revokeGrant,
  revokeSite,
} from '../../../src/sites/grants.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { ALICE, APP, BOB, grantOf, OTHER_APP, OTHER_POD } from '../../fakes/people.ts';
import { forgetValues, keepValue } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);
beforeEach(forgetValues);

const always = grantOf();
const once = grantOf({ lifetime: { until: 'document', documentId: 'one' } });
const untilSignOut = grantOf({ lifetime: { until: 'sign-out' } });

describe('grants', () => {
  it('are none at first', async () => {
    expect(await listGrants()).toEqual([]);
  });

  it('are kept as they were given', async () => {
    const grants = [always, grantOf({ storage: OTHER_POD }), { ...untilSignOut, site: OTHER_APP }];
    await addGrants(grants);
    expect(await listGrants()).toEqual(grants);
  });

  it('outlive the browser, but for those of one document', async () => {
    await addGrants([always, { ...once, site: OTHER_APP }]);
    expect(await listGrants()).toHaveLength(2);
    browser.storage.session.clear();
    expect(await listGrants()).toEqual([always]);
  });

  const REPLACED = [
    ['shorter', always, once],
    ['longer', once, always],
    ['other', untilSignOut, always],
  ] as const;

  it.each(REPLACED)(
    'replace each other where they are for the same: by a %s one',
    async (_what, old, added) => {
      await addGrants([old]);
      await addGrants([added]);
      expect(await listGrants()).toEqual([added]);
    },
  );

  it.each(REPLACED)('are never both gone on the way: a %s one', async (_what, old, added) => {
    await addGrants([old]);
    const found: number[] = [];
    const { locks } = navigator;
    const request = locks.request.bind(locks);
    const steps = vi
      .spyOn(locks, 'request')
      .mockImplementation(async (...asked: Parameters<typeof request>) => {
        await request(...asked);
        found.push((await listGrants()).length);
      });
    await addGrants([added]);
    steps.mockRestore();
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain(0);
  });

  it('stand beside each other where site, identity or pod differ', async () => {
    await addGrants([always]);
    await addGrants([
      grantOf({ site: OTHER_APP }),
      grantOf({ identity: BOB }),
      grantOf({ storage: OTHER_POD }),
    ]);
    expect(await listGrants()).toHaveLength(4);
  });

  it('are all there when many are added at once', async () => {
    const sites = Array.from({ length: 20 }, (_, index) => `https://${index}.example` as typeof APP);
    await Promise.all(sites.map((site) => addGrants([grantOf({ site })])));
    expect((await listGrants()).map(({ site }) => site).sort()).toEqual(sites.toSorted());
  });

  it('of a site are revoked together, those of others stay', async () => {
    const other = grantOf({ site: OTHER_APP });
    await addGrants([always, { ...once, storage: OTHER_POD }, { ...untilSignOut, identity: BOB }, other]);
    await revokeSite(APP);
    expect(await listGrants()).toEqual([other]);
  });

  it('that last until sign-out end with it, and so do those of a document', async () => {
    const others = { ...untilSignOut, identity: BOB };
    await addGrants([always, { ...untilSignOut, site: OTHER_APP }, { ...once, storage: OTHER_POD }, others]);
    await endGrantsOf(ALICE);
    expect(await listGrants()).toEqual([always, others]);
  });

  it('of an identity that is forgotten are gone', async () => {
    const others = grantOf({ identity: BOB });
    await addGrants([always, { ...once, storage: OTHER_POD }, others]);
    await deleteGrantsOf(ALICE);
    expect(await listGrants()).toEqual([others]);
  });
});

describe('one grant', () => {
  it('is revoked, and no other of its site, identity or pod', async () => {
    const others = [{ storage: OTHER_POD }, { identity: BOB }, { site: OTHER_APP }].map(grantOf);
    await addGrants([always, ...others]);
    await revokeGrant(always);
    expect(await listGrants()).toEqual(others);
  });

  it('of one document is revoked like any other', async () => {
    await addGrants([once]);
    await revokeGrant(once);
    expect(await listGrants()).toEqual([]);
  });
});

describe('the use of a grant', () => {
  const MINUTE = 60_000;
  const usedAt = async () => (await listGrants()).map((grant) => grant.usedAt);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 10 * MINUTE });
  });
  afterEach(() => vi.useRealTimers());

  it.each([
    ['lasting', always],
    ['passing', once],
  ])('is noted with its time: a %s one', async (_what, grant) => {
    await addGrants([grant, grantOf({ storage: OTHER_POD })]);
    await noteUse(grant);
    expect((await usedAt()).toSorted()).toEqual([10 * MINUTE, null]);
  });

  it('is noted once a minute', async () => {
    const grant = grantOf({ usedAt: 9 * MINUTE + 1 });
    await addGrants([grant]);
    await noteUse(grant);
    expect(await usedAt()).toEqual([9 * MINUTE + 1]);
    vi.setSystemTime(10 * MINUTE + 1);
    await noteUse(grant);
    expect(await usedAt()).toEqual([10 * MINUTE + 1]);
  });

  it('is written once by many requests at a time, each of which knows the grant as it was', async () => {
    await addGrants([always]);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await Promise.all(Array.from({ length: 50 }, () => noteUse(always)));
    expect(put).toHaveBeenCalledTimes(1);
    put.mockRestore();
  });

  it('brings no grant back that was revoked meanwhile', async () => {
    await addGrants([always]);
    await Promise.all([revokeGrant(always), noteUse(always)]);
    expect(await listGrants()).toEqual([]);
  });
});

describe('grants that cannot be read are no grants', () => {
  it.each([
    ['of another version', { version: 2, value: [always] }],
    ['without a version', [always]],
    ['with an unknown mode', { version: 1, value: [{ ...always, modes: ['control'] }] }],
    ['with an unknown lifetime', { version: 1, value: [{ ...always, lifetime: { until: 'doomsday' } }] }],
    [
      'for no document',
      { version: 1, value: [{ ...once, lifetime: { until: 'document', documentId: '' } }] },
    ],
    ['with a use at no time', { version: 1, value: [{ ...always, usedAt: 'today' }] }],
    ['for no site', { version: 1, value: [{ ...always, site: '' }] }],
    ['for no identity', { version: 1, value: [{ ...always, identity: undefined }] }],
    ['for no pod', { version: 1, value: [{ ...always, storage: null }] }],
    ['that are no list', { version: 1, value: always }],
  ])('%s', async (_what, grants) => {
    await keepValue('grants', grants);
    expect(await listGrants()).toEqual([]);
  });
});

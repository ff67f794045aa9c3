import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onChange } from '../../../src/platform/changes.ts';
import { followPolicy, isOff, managed, parseManaged } from '../../../src/platform/managed.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const STORAGE = 'https://pods.example/';
const SITE = { site: 'https://notes.example', storage: STORAGE, modes: ['read'] };

const onPolicy = vi.fn(() => Promise.resolve());
followPolicy(onPolicy);
beforeEach(restartBrowser);

describe('a policy', () => {
  it('of nobody sets nothing', () => {
    expect(parseManaged({})).toEqual({
      ...{ issuers: [], issuersOnly: false, pods: [], sites: [], blockedSites: [] },
      ...{ lockRequired: false, featuresOff: [], problems: [] },
    });
  });

  it('is read as it stands', () => {
    const policy = {
      issuers: [{ issuer: 'https://id.example', clientId: 'latchkey' }, { issuer: 'http://localhost:3000/' }],
      issuersOnly: true,
      pods: [{ storage: STORAGE, policy: 'never' }],
      sites: [SITE],
      blockedSites: ['https://games.example'],
      lockRequired: true,
      lockIdleMinutes: 5,
      featuresOff: ['developers'],
    };
    expect(parseManaged(policy)).toEqual({ ...policy, problems: [] });
  });

  it('has a pod asked for where it does not say otherwise', () => {
    expect(parseManaged({ pods: [{ storage: STORAGE }] }).pods).toEqual([
      { storage: STORAGE, policy: 'when-asked' },
    ]);
  });
});

describe('what cannot be read is left out and named, and the rest holds', () => {
  it.each<[string, object, string, string]>([
    ['a name that is not known', { isuers: [] }, 'policy-unknown', 'isuers'],
    [
      'a name in an entry',
      { issuers: [{ issuer: 'https://a.example', secret: 's' }] },
      'policy-unknown',
      'issuers.0.secret',
    ],
    [
      'an issuer without https',
      { issuers: [{ issuer: 'http://id.example' }] },
      'policy-address',
      'issuers.0.issuer',
    ],
    [
      'an issuer that is no address',
      { issuers: [{ issuer: 'id.example' }] },
      'policy-address',
      'issuers.0.issuer',
    ],
    ['an issuer that is none', { issuers: ['https://id.example'] }, 'policy-malformed', 'issuers.0'],
    [
      'an empty client id',
      { issuers: [{ issuer: 'https://a.example', clientId: '' }] },
      'policy-malformed',
      'issuers.0.clientId',
    ],
    ['a list that is none', { sites: SITE }, 'policy-malformed', 'sites'],
    [
      'a site with a path',
      { sites: [{ ...SITE, site: 'https://notes.example/' }] },
      'policy-address',
      'sites.0.site',
    ],
    [
      'a site with a pattern',
      { sites: [{ ...SITE, site: 'https://*.example' }] },
      'policy-address',
      'sites.0.site',
    ],
    ['a site for any pod', { sites: [{ ...SITE, storage: '*' }] }, 'policy-address', 'sites.0.storage'],
    [
      'a storage without a final slash',
      { sites: [{ ...SITE, storage: 'https://pods.example/a' }] },
      'policy-address',
      'sites.0.storage',
    ],
    [
      'a storage with a way up',
      { sites: [{ ...SITE, storage: 'https://pods.example/a/../' }] },
      'policy-address',
      'sites.0.storage',
    ],
    ['a site that may do nothing', { sites: [{ ...SITE, modes: [] }] }, 'policy-malformed', 'sites.0.modes'],
    [
      'a mode that is not known',
      { sites: [{ ...SITE, modes: ['read', 'own'] }] },
      'policy-unknown',
      'sites.0.modes.1',
    ],
    [
      'a site without modes',
      { sites: [{ site: SITE.site, storage: STORAGE }] },
      'policy-malformed',
      'sites.0.modes',
    ],
    [
      'a pod that is no address',
      { pods: [{ storage: 'pods', policy: 'never' }] },
      'policy-address',
      'pods.0.storage',
    ],
    ['a pod without a storage', { pods: [{ policy: 'never' }] }, 'policy-malformed', 'pods.0.storage'],
    ['a blocked site that is none', { blockedSites: ['games'] }, 'policy-address', 'blockedSites.0'],
    ['a feature that is not known', { featuresOff: ['inspector'] }, 'policy-unknown', 'featuresOff.0'],
  ])('%s', (_what, bad, code, subject) => {
    const { problems, ...rest } = parseManaged({ lockRequired: true, ...bad });
    expect(problems).toEqual([{ code, subject }]);
    expect(rest).toEqual({ ...parseManaged({ lockRequired: true }), problems: undefined });
  });

  it('each at its own place, beside what can be read', () => {
    const bad = { ...SITE, storage: 'pods' };
    const { sites, problems } = parseManaged({ sites: [bad, SITE, { ...bad, extra: 1 }, SITE], a: 1, b: 2 });
    expect(sites).toEqual([SITE, SITE]);
    expect(problems.map(({ subject }) => subject).sort()).toEqual(
      ['sites.0.storage', 'sites.2.storage', 'sites.2.extra', 'a', 'b'].sort(),
    );
  });
});

describe('in doubt less is allowed', () => {
  it.each<[string, object, object]>([
    ['issuers', { issuersOnly: 'yes' }, { issuersOnly: true }],
    ['the lock', { lockRequired: 1 }, { lockRequired: true }],
    ['its time', { lockIdleMinutes: 30 }, { lockIdleMinutes: 5 }],
    [
      'features',
      { featuresOff: 'developers' },
      { featuresOff: ['developers', 'everySite', 'addIssuers', 'customClients'] },
    ],
    [
      'a pod’s policy',
      { pods: [{ storage: STORAGE, policy: 'always' }] },
      { pods: [{ storage: STORAGE, policy: 'never' }] },
    ],
    [
      'a pod’s entry',
      { pods: [{ storage: STORAGE, polcy: 'never' }] },
      { pods: [{ storage: STORAGE, policy: 'never' }] },
    ],
  ])('%s', (_what, policy, read) => {
    expect(parseManaged({ ...policy })).toMatchObject(read);
    expect(parseManaged({ ...policy }).problems).toHaveLength(1);
  });
});

describe('what an organisation sets', () => {
  it('is read once, and again when it changes, of which everybody hears', async () => {
    const get = vi.spyOn(browser.storage.managed, 'get');
    const changed = vi.fn();
    onChange(changed);
    browser.storage.managed.set({ issuersOnly: true });
    expect((await Promise.all([managed(), managed()])).map(({ issuersOnly }) => issuersOnly)).toEqual([
      true,
      true,
    ]);
    expect(get).toHaveBeenCalledTimes(1);
    // As it changes, and as it is kept.
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
    expect(onPolicy).toHaveBeenCalledTimes(1);
    browser.storage.managed.set({});
    expect((await managed()).issuersOnly).toBe(false);
  });

  it('turns a feature off, and no other', async () => {
    browser.storage.managed.set({ featuresOff: ['everySite'] });
    expect([await isOff('everySite'), await isOff('developers')]).toEqual([true, false]);
  });

  it('is nothing where the browser has no policy to read, as Firefox says by refusing', async () => {
    vi.spyOn(browser.storage.managed, 'get').mockRejectedValueOnce(
      new Error('Managed storage manifest not found'),
    );
    browser.storage.managed.set({ lockRequired: true });
    expect(await managed()).toEqual(parseManaged({}));
  });
});

import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseForSite, forgetChoicesOf, siteIdentities } from '../../../src/sites/identities.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { ALICE, APP, BOB, OTHER_APP } from '../../fakes/people.ts';
import { forgetValues, keepValue } from '../../fakes/values.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);
beforeEach(forgetValues);

describe('who the person is to a site', () => {
  it('is nobody in particular at first', async () => {
    expect(await siteIdentities()).toEqual({});
  });

  it('is what they chose last, for each site apart, and outlives the browser', async () => {
    await Promise.all([chooseForSite(APP, BOB), chooseForSite(OTHER_APP, BOB)]);
    await chooseForSite(APP, ALICE);
    browser.storage.session.clear();
    expect(await siteIdentities()).toEqual({ [APP]: ALICE, [OTHER_APP]: BOB });
  });

  it('follows the active identity again', async () => {
    await chooseForSite(APP, BOB);
    await chooseForSite(OTHER_APP, BOB);
    await chooseForSite(APP, null);
    expect(await siteIdentities()).toEqual({ [OTHER_APP]: BOB });
  });

  it('is forgotten with the identity, and no other is', async () => {
    await chooseForSite(APP, BOB);
    await chooseForSite(OTHER_APP, ALICE);
    await forgetChoicesOf(BOB);
    expect(await siteIdentities()).toEqual({ [OTHER_APP]: ALICE });
  });

  it.each([
    { version: 2, value: { [APP]: ALICE } },
    { version: 1, value: { [APP]: 5 } },
    { version: 1, value: ALICE },
  ])('is nobody in particular where it cannot be read: %j', async (stored) => {
    await keepValue('site-identities', stored);
    expect(await siteIdentities()).toEqual({});
  });
});

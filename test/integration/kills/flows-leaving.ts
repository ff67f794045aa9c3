/** What stays of a session, and of what was allowed in it, where the worker ends while a person leaves. */
import { expect, vi } from 'vitest';
import { browser, chromium } from '../../fakes/browser.ts';
import { grantOf, OTHER_APP } from '../../fakes/people.ts';
import type { Bridge } from './bridge.ts';
import { type Flow, PATIENCE } from './flow.ts';
import { expectNoToken, expectWhole } from './flows-session.ts';
import { opensPage, startsToOpenPage } from './page-loads.ts';
import { identityIn, storedGrants, storeGrants } from './records.ts';
import type { Stage } from './stage.ts';

const { rules } = chromium.declarativeNetRequest;

/** One site may read until she signs out, another one from now on; and a signed load of a page stands ready. */
async function withGrants(stage: Stage): Promise<void> {
  await stage.signIn();
  const own = { identity: stage.id, storage: stage.pod };
  await storeGrants([
    grantOf({ ...own, lifetime: { until: 'sign-out' } }),
    grantOf({ ...own, site: OTHER_APP }),
  ]);
}

/** What both sites get of her private page. */
async function fetchedBySites(stage: Stage): Promise<readonly (number | string)[]> {
  const app = stage.worker.connect();
  const other = stage.worker.connect({ site: OTHER_APP, tabId: 2, documentId: 'two' });
  return [await app.fetch(1, 'GET', stage.page), await other.fetch(1, 'GET', stage.page)];
}

export const signOut: Flow = {
  name: 'sign-out',
  before: withGrants,
  async run(stage) {
    await startsToOpenPage(stage);
    await stage.worker.ask('signOut', { id: stage.id });
  },
  async holds(stage) {
    const isOver = (await identityIn(stage.id))?.session.state !== 'signed-in';
    const untils = (await storedGrants()).map(({ lifetime }) => lifetime.until);
    if (isOver) expect(untils, 'what was to end with the session').not.toContain('sign-out');
    if (isOver) expect([...rules.values()], 'what was signed in the session').toEqual([]);
    stage.restart();
    if (!isOver) {
      expect(await stage.readsPage()).toBe(200);
      await stage.worker.ask('signOut', { id: stage.id });
    }
    await expectNoToken();
    expect((await stage.view()).identities).toMatchObject([{ state: 'signed-out' }]);
    expect(await fetchedBySites(stage)).toEqual(['not-granted', 'login-required']);
    await stage.signIn();
    await expectWhole(stage);
    expect(await fetchedBySites(stage)).toEqual(['not-granted', 200]);
  },
};

export const forget: Flow = {
  name: 'forget',
  before: withGrants,
  async run(stage) {
    await stage.worker.ask('forget', { id: stage.id });
  },
  async holds(stage) {
    const isGone = (await identityIn(stage.id)) === undefined;
    if (isGone) expect(await storedGrants(), 'what was allowed as her').toEqual([]);
    stage.restart();
    if (!isGone) await stage.worker.ask('forget', { id: stage.id });
    expect(await stage.view()).toMatchObject({ identities: [], active: null, grants: [] });
    await expectNoToken();
    await stage.signIn();
    await expectWhole(stage);
    expect(await fetchedBySites(stage)).toEqual(['not-granted', 'not-granted']);
  },
};

/** Who a page was last told that she is; undefined where it was told nothing. */
function lastTold(page: Bridge): unknown {
  return page.all('state').at(-1)?.state.webId;
}

export const switchToNobody: Flow = {
  name: 'switch to Anonymous',
  before: withGrants,
  async run(stage) {
    const page = stage.worker.connect();
    stage.notes = { page };
    await vi.waitFor(() => expect(lastTold(page)).toBe(stage.servers.alice.webId), PATIENCE);
    await startsToOpenPage(stage);
    await stage.worker.ask('switchIdentity', { id: null });
  },
  async holds(stage) {
    const ready = [...rules.values()];
    const page = stage.notes['page'] as Bridge;
    browser.tabs.sendMessage.mockClear();
    stage.restart();
    const { active } = await stage.view();
    if (active === null) expect(ready, 'what was signed as her').toEqual([]);
    if (active === null && lastTold(page) === stage.servers.alice.webId)
      await vi.waitFor(
        () => expect(browser.tabs.sendMessage, 'news for the page').toHaveBeenCalled(),
        PATIENCE,
      );
    await stage.worker.ask('switchIdentity', { id: null });
    expect(await opensPage(stage)).toBe(401);
    await stage.worker.ask('switchIdentity', { id: stage.id });
    await expectWhole(stage);
    expect(await opensPage(stage)).toBe(200);
  },
};

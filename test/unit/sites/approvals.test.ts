import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Approval,
  ask,
  deny,
  lifetimeOf,
  nextApproval,
  readApproval,
  take,
  withdraw,
} from '../../../src/sites/approvals.ts';
import { browser, EXTENSION_ID, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, APP, BOB, OTHER_APP, POD } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);

const access = [{ storage: POD, modes: ['read'] as const }];
const question = { site: APP, tabId: 1, documentId: 'one', identity: ALICE, access, reason: null };
const siteAt = (index: number) => `https://${index}.example` as typeof APP;

/** A site asks by itself; says the id of its question. */
async function put(change: Partial<Approval> = {}): Promise<string> {
  await ask({ ...question, ...change }, { byPerson: false });
  return (await idsOf(change.site ?? APP))[0] ?? '';
}

/** The person presses "Connect"; says which questions gave way. */
async function putByPerson(change: Partial<Approval> = {}): Promise<readonly Approval[]> {
  let replaced: readonly Approval[] = [];
  const onAsked = (_asked: Approval, gone: readonly Approval[]) => {
    replaced = gone;
  };
  await ask({ ...question, ...change }, { byPerson: true, onAsked });
  return replaced;
}

/** All questions, as they wait; they are only looked at. */
async function all(): Promise<readonly Approval[]> {
  let found: Approval[] = [];
  await withdraw((one) => {
    found = [...found, one];
    return false;
  });
  return found;
}

const idsOf = async (site: string) => (await all()).filter((one) => one.site === site).map(({ id }) => id);

describe('a question to the person', () => {
  it('is put in a window of the extension’s own, under a name that nobody guesses', async () => {
    const id = await put();
    expect(browser.windows.create.mock.calls).toMatchObject([
      [{ type: 'popup', url: `chrome-extension://${EXTENSION_ID}/popup/approve.html` }],
    ]);
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(await nextApproval()).toEqual({ approval: { ...question, id }, waiting: 0 });
    expect(await readApproval(id)).toEqual({ ...question, id });
  });

  it('is one where the same document asks again, whatever it asks for now', async () => {
    const id = await put();
    expect(await put({ access: null, reason: 'More!' })).toBe(id);
    expect(await all()).toEqual([{ ...question, id }]);
  });

  it('is one where it is asked a hundred times at once', async () => {
    await Promise.all(Array.from({ length: 100 }, () => put()));
    expect(await all()).toHaveLength(1);
    expect(browser.windows.create).toHaveBeenCalledTimes(1);
  });

  it('is not put for another document of a site that asks already', async () => {
    const id = await put();
    expect(await codeOf(put({ documentId: 'two', tabId: 2 }))).toBe('approval-busy');
    expect(await all()).toEqual([{ ...question, id }]);
  });

  it('is not put where eight other sites wait', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => put({ site: siteAt(index) })));
    expect(await codeOf(put())).toBe('approval-busy');
    expect(await all()).toHaveLength(8);
    expect(await nextApproval()).toMatchObject({ waiting: 7 });
    // One that waits may ask again.
    expect(await codeOf(put({ site: siteAt(7) }))).toBeNull();
  });

  it('of the person’s own takes the place of the site’s, which is given back', async () => {
    const first = await put();
    await put({ site: OTHER_APP });
    expect(await putByPerson({ documentId: 'two' })).toEqual([{ ...question, id: first }]);
    expect((await all()).map(({ site, documentId }) => [site, documentId])).toEqual([
      [OTHER_APP, 'one'],
      [APP, 'two'],
    ]);
    expect(await codeOf(take(first))).toBe('approval-gone');
  });

  it('may ask nobody in particular, and for their own pods', async () => {
    const id = await put({ identity: null, access: null, reason: 'To show your notes.' });
    expect(await readApproval(id)).toMatchObject({
      identity: null,
      access: null,
      reason: 'To show your notes.',
    });
  });

  it('is forgotten where no window can be opened, so that it may be put again', async () => {
    browser.windows.create.mockRejectedValueOnce(new Error('No window.'));
    expect(await codeOf(put())).toBe('internal');
    expect(await all()).toEqual([]);
    expect(await put()).not.toBe('');
  });
});

describe('an answer', () => {
  it('is taken once, and takes the question along', async () => {
    const id = await put();
    const codes = await Promise.all([take(id), take(id), deny(id)].map(codeOf));
    expect(codes).toEqual([null, 'approval-gone', 'approval-gone']);
    expect(await nextApproval()).toEqual({ approval: null, waiting: 0 });
  });

  it('leaves the questions of others in their order', async () => {
    await put({ site: siteAt(1) });
    const [second, third] = [await put({ site: siteAt(2) }), await put({ site: siteAt(3) })];
    await deny(second);
    expect((await all()).map(({ site }) => site)).toEqual([siteAt(1), siteAt(3)]);
    expect((await readApproval(third)).site).toBe(siteAt(3));
  });

  it.each(['', 'unknown', '__proto__', 'constructor', 'toString'])(
    'to a question that nobody put is none: “%s”',
    async (id) => {
      await put();
      for (const work of [readApproval, take, deny]) expect(await codeOf(work(id))).toBe('approval-gone');
      expect(await all()).toHaveLength(1);
    },
  );

  it('to a question of before the browser’s restart is none', async () => {
    const id = await put();
    browser.storage.session.clear();
    expect(await codeOf(take(id))).toBe('approval-gone');
  });

  it.each([
    ['once', { until: 'document', documentId: 'one' }],
    ['until-sign-out', { until: 'sign-out' }],
    ['always', { until: 'revoked' }],
  ] as const)('“%s” lasts that long', (given, lifetime) => {
    expect(lifetimeOf(given, 'one')).toEqual(lifetime);
  });
});

describe('questions are withdrawn', () => {
  it('where they no longer mean what they said, and no others', async () => {
    const mine = await put();
    const nobodys = await put({ site: OTHER_APP, identity: null });
    expect(await withdraw(({ identity }) => identity !== null)).toEqual([{ ...question, id: mine }]);
    expect((await all()).map(({ id }) => id)).toEqual([nobodys]);
    expect(await withdraw(({ identity }) => identity === BOB)).toEqual([]);
  });

  it('without a change to what is stored, where none is meant', async () => {
    await put();
    const set = vi.spyOn(browser.storage.session, 'set');
    await withdraw(() => false);
    expect(set).not.toHaveBeenCalled();
    set.mockRestore();
  });
});

describe('questions that cannot be read are none', () => {
  it.each([
    ['of another version', { version: 2, value: [{ ...question, id: 'a' }] }],
    [
      'with an unknown mode',
      { version: 1, value: [{ ...question, id: 'a', access: [{ storage: POD, modes: ['own'] }] }] },
    ],
    ['without a document', { version: 1, value: [{ ...question, id: 'a', documentId: null }] }],
    ['without a site', { version: 1, value: [{ ...question, id: 'a', site: undefined }] }],
  ])('%s', async (_what, approvals) => {
    await browser.storage.session.set({ approvals });
    expect(await codeOf(take('a'))).toBe('approval-gone');
  });
});

import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApprovalAnswer } from '../../../src/domain/view.ts';
import { answer, ask, onWindowClosed, readApproval, withdrawAll } from '../../../src/sites/approvals.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { browser, EXTENSION_ID, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, APP, grantOf, OTHER_APP, OTHER_POD, POD } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);

const question = { site: APP, tabId: 1, documentId: 'one', identity: ALICE, storages: [POD, OTHER_POD] };

/** Asks, and says which approval the window was opened for, and which window. */
async function put(change: Partial<typeof question> = {}): Promise<{ id: string; windowId: number }> {
  await ask({ ...question, ...change });
  const url = browser.windows.create.mock.lastCall?.[0].url ?? '';
  const id = new URL(url).searchParams.get('approval') ?? '';
  return { id, windowId: (await readApproval(id)).windowId ?? 0 };
}

describe('a question to the person', () => {
  it('stands in a window of the extension’s own, under a name that nobody guesses', async () => {
    const { id, windowId } = await put();
    expect(browser.windows.create.mock.lastCall?.[0]).toMatchObject({
      type: 'popup',
      url: `chrome-extension://${EXTENSION_ID}/popup/approve.html?approval=${id}`,
    });
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(await readApproval(id)).toEqual({ ...question, windowId });
  });

  it('grants nothing by itself', async () => {
    await put();
    expect(await listGrants()).toEqual([]);
  });

  it.each<[ApprovalAnswer, object]>([
    ['once', { until: 'document', documentId: 'one' }],
    ['until-sign-out', { until: 'sign-out' }],
    ['always', { until: 'revoked' }],
  ])('that is answered “%s” gives leave to read each pod, that long', async (given, lifetime) => {
    const { id, windowId } = await put();
    expect(await answer(id, given)).toEqual({ ...question, windowId });
    const createdAt = expect.any(Number) as number;
    expect(await listGrants()).toEqual(
      [POD, OTHER_POD].map((storage) => ({ ...grantOf({ storage, createdAt }), lifetime })),
    );
  });

  it('that is denied gives nothing', async () => {
    const { id } = await put();
    await answer(id, 'deny');
    expect(await listGrants()).toEqual([]);
    expect(await codeOf(readApproval(id))).toBe('approval-gone');
  });

  it('is answered once, and the first answer counts', async () => {
    const { id } = await put();
    const codes = await Promise.all(
      [answer(id, 'deny'), answer(id, 'always'), answer(id, 'once')].map(codeOf),
    );
    expect(codes).toEqual([null, 'approval-gone', 'approval-gone']);
    expect(await listGrants()).toEqual([]);
  });

  it.each(['', 'unknown', '__proto__', 'constructor', 'toString'])(
    'that nobody put has no answer: “%s”',
    async (id) => {
      await put();
      expect(await codeOf(readApproval(id))).toBe('approval-gone');
      expect(await codeOf(answer(id, 'always'))).toBe('approval-gone');
      expect(await listGrants()).toEqual([]);
    },
  );

  it('is put anew in place of the site’s last one', async () => {
    const first = await put();
    const second = await put({ documentId: 'two' });
    expect(browser.windows.remove).toHaveBeenCalledExactlyOnceWith(first.windowId);
    expect(await codeOf(answer(first.id, 'always'))).toBe('approval-gone');
    expect((await readApproval(second.id)).documentId).toBe('two');
  });

  it('leaves those of other sites alone', async () => {
    const first = await put();
    await put({ site: OTHER_APP });
    expect(browser.windows.remove).not.toHaveBeenCalled();
    expect(await codeOf(readApproval(first.id))).toBeNull();
  });
});

describe('a question is void', () => {
  it('when its window was closed', async () => {
    const { id, windowId } = await put();
    await onWindowClosed(windowId);
    expect(await codeOf(answer(id, 'always'))).toBe('approval-gone');
    expect(await listGrants()).toEqual([]);
  });

  it('not when another window was closed', async () => {
    const { id, windowId } = await put();
    await onWindowClosed(windowId + 1);
    expect(await codeOf(readApproval(id))).toBeNull();
  });

  it('when all are withdrawn, and its window is closed', async () => {
    const [one, other] = [await put(), await put({ site: OTHER_APP })];
    // The person may be quicker.
    browser.windows.remove.mockRejectedValueOnce(new Error('No window with id.'));
    await withdrawAll();
    expect(browser.windows.remove.mock.calls.flat()).toEqual([one.windowId, other.windowId]);
    for (const { id } of [one, other]) expect(await codeOf(readApproval(id))).toBe('approval-gone');
  });

  it('when the browser was restarted', async () => {
    const { id } = await put();
    browser.storage.session.clear();
    expect(await codeOf(answer(id, 'always'))).toBe('approval-gone');
  });
});

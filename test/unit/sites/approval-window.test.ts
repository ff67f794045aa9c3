import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Approvals from '../../../src/sites/approvals.ts';
import * as port from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, APP, OTHER_APP } from '../../fakes/people.ts';

// One browser for all the workers of this file: a module that `resetModules` would load anew will not do.
vi.mock('../../../src/platform/browser.ts', () => port);

const { windows } = port.browser;
const question = { site: APP, tabId: 1, documentId: 'one', identity: ALICE, access: null, reason: null };
let worker: typeof Approvals;

/** A worker that the browser has just woken. */
async function wake(): Promise<void> {
  vi.resetModules();
  worker = await import('../../../src/sites/approvals.ts');
}

beforeEach(async () => {
  port.restartBrowser();
  await wake();
});

/** A site asks; says the id of its question. */
async function put(site = APP): Promise<string> {
  await worker.ask({ ...question, site }, { byPerson: false });
  const { approval } = await worker.nextApproval();
  return approval?.id ?? '';
}

const { lastWindow } = port;

describe('the approval window', () => {
  it('is one for many questions, and comes to the front at each', async () => {
    await put();
    await put(OTHER_APP);
    expect(windows.create).toHaveBeenCalledTimes(1);
    expect(windows.update.mock.calls).toEqual([[lastWindow(), { focused: true }]]);
  });

  it('is one for questions that come at once', async () => {
    await Promise.all([put(), put(OTHER_APP), put()]);
    expect(windows.create).toHaveBeenCalledTimes(1);
  });

  it('stays for the next question, and goes with the last', async () => {
    const first = await put();
    await put(OTHER_APP);
    await worker.take(first);
    expect(windows.remove).not.toHaveBeenCalled();
    const { approval } = await worker.nextApproval();
    await worker.deny(approval?.id ?? '');
    expect(windows.remove.mock.calls).toEqual([[lastWindow()]]);
  });

  it('goes when the last question is withdrawn', async () => {
    await put();
    await worker.withdraw(() => true);
    expect(windows.remove.mock.calls).toEqual([[lastWindow()]]);
  });

  it('may be gone before it is closed: the person may be quicker', async () => {
    const id = await put();
    await windows.remove(lastWindow());
    expect(await codeOf(worker.take(id))).toBeNull();
  });

  it('is opened anew for the next question', async () => {
    await worker.take(await put());
    const before = lastWindow();
    await put();
    expect(lastWindow()).toBeGreaterThan(before);
  });

  it('is opened anew where the browser closed it unheard', async () => {
    await put();
    await windows.remove(lastWindow());
    await put(OTHER_APP);
    expect(windows.create).toHaveBeenCalledTimes(2);
  });
});

describe('the approval window that the person closes', () => {
  it('denies every question in it', async () => {
    const [one] = [await put(), await put(OTHER_APP)];
    const denied = await worker.onWindowClosed(lastWindow());
    expect(denied.map(({ site }) => site)).toEqual([APP, OTHER_APP]);
    expect(await codeOf(worker.take(one))).toBe('approval-gone');
    expect(await worker.nextApproval()).toEqual({ approval: null, waiting: 0 });
    expect(windows.remove).not.toHaveBeenCalled();
  });

  it('counts as a refusal: the third one brings the site to silence', async () => {
    for (let times = 0; times < 3; times += 1) {
      await put();
      await worker.onWindowClosed(lastWindow());
    }
    expect(await codeOf(put())).toBe('approval-refused');
  });

  it('is another than any other window', async () => {
    await put();
    expect(await worker.onWindowClosed(lastWindow() + 1)).toEqual([]);
    expect(await worker.nextApproval()).not.toMatchObject({ approval: null });
  });

  it('denies nothing where it was closed by us', async () => {
    await worker.take(await put());
    const closed = lastWindow();
    await put();
    expect(await worker.onWindowClosed(closed)).toEqual([]);
    expect(await worker.nextApproval()).not.toMatchObject({ approval: null });
  });
});

describe('a worker that ends while a question waits', () => {
  it('finds the question, and its window', async () => {
    const id = await put();
    await wake();
    expect(await worker.nextApproval()).toEqual({ approval: { ...question, id }, waiting: 0 });
    expect(await put()).toBe(id);
    expect(windows.create).toHaveBeenCalledTimes(1);
    await worker.take(id);
    expect(windows.remove.mock.calls).toEqual([[lastWindow()]]);
  });

  it('knows the window when the person closes it', async () => {
    const id = await put();
    await wake();
    expect(await worker.onWindowClosed(lastWindow())).toMatchObject([{ id }]);
  });

  it('knows whom the person has refused', async () => {
    for (let times = 0; times < 3; times += 1) await worker.deny(await put());
    await wake();
    expect(await codeOf(put())).toBe('approval-refused');
  });
});

import '../../fakes/worker.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, deny, nextApproval } from '../../../src/sites/approvals.ts';
import { assertPatient, noteRefusal } from '../../../src/sites/patience.ts';
import { browser, restartBrowser } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { ALICE, APP, OTHER_APP } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const MINUTE = 60_000;
const question = { site: APP, tabId: 1, documentId: 'one', identity: ALICE, access: null, reason: null };

beforeEach(() => {
  restartBrowser();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

const later = (time: number) => vi.setSystemTime(Date.now() + time);

async function refuse(times: number, site = APP): Promise<void> {
  for (let i = 0; i < times; i += 1) await noteRefusal(site);
}

describe('a site that was refused', () => {
  it.each([
    [0, null],
    [1, null],
    [2, null],
    [3, 'approval-refused'],
    [4, 'approval-refused'],
  ])('%i times may ask: %s', async (times, code) => {
    await refuse(times);
    expect(await codeOf(assertPatient(APP))).toBe(code);
  });

  it('too often may ask again ten minutes later, not sooner', async () => {
    await refuse(3);
    later(10 * MINUTE - 1);
    expect(await codeOf(assertPatient(APP))).toBe('approval-refused');
    later(1);
    expect(await codeOf(assertPatient(APP))).toBeNull();
  });

  it('is counted anew after ten minutes of rest', async () => {
    await refuse(2);
    later(10 * MINUTE);
    await refuse(2);
    expect(await codeOf(assertPatient(APP))).toBeNull();
    await refuse(1);
    expect(await codeOf(assertPatient(APP))).toBe('approval-refused');
  });

  it('is counted on where the refusals are less than ten minutes apart', async () => {
    for (let times = 0; times < 3; times += 1) {
      await refuse(1);
      later(9 * MINUTE);
    }
    expect(await codeOf(assertPatient(APP))).toBe('approval-refused');
  });

  it('takes nothing from another site', async () => {
    await refuse(3);
    expect(await codeOf(assertPatient(OTHER_APP))).toBeNull();
  });

  it('is not lost among many others that are refused at once', async () => {
    const sites = Array.from({ length: 90 }, (_, index) => `https://${index}.example` as typeof APP);
    await refuse(3);
    await Promise.all(sites.map(noteRefusal));
    expect(await codeOf(assertPatient(APP))).toBe('approval-refused');
  });

  it('is forgotten in favour of newer ones, so that storage does not grow', async () => {
    const sites = Array.from({ length: 150 }, (_, index) => `https://${index}.example` as typeof APP);
    for (const site of sites) await noteRefusal(site);
    const { refusals } = await browser.storage.session.get('refusals');
    expect(Object.keys((refusals as { value: object }).value)).toEqual(sites.slice(-100));
  });

  it.each([
    { version: 1, value: { [APP]: { count: 'many', at: 0 } } },
    { version: 1, value: [APP] },
  ])('may ask where what is stored cannot be read: %j', async (refusals) => {
    await browser.storage.session.set({ refusals });
    expect(await codeOf(assertPatient(APP))).toBeNull();
  });
});

describe('a question of a site that was refused three times', () => {
  const denyOnce = async () => {
    await ask(question, { byPerson: false });
    const { approval } = await nextApproval();
    await deny(approval?.id ?? '');
  };

  beforeEach(async () => {
    for (let times = 0; times < 3; times += 1) await denyOnce();
    browser.windows.create.mockClear();
  });

  it('is not put, and no window opens', async () => {
    expect(await codeOf(ask(question, { byPerson: false }))).toBe('approval-refused');
    expect(await nextApproval()).toEqual({ approval: null, waiting: 0 });
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it('is put where it is the person’s own wish', async () => {
    await ask(question, { byPerson: true });
    expect(await nextApproval()).toMatchObject({ approval: question });
  });
});

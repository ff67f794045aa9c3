import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chromium } from '../../fakes/browser.ts';
import { ALICE, APP, POD } from '../../fakes/people.ts';
import { exchange, imageAt } from '../../fakes/wire.ts';
import { PICTURE, ports, rule, rules, signing, startAnew, turn } from './stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

describe('an element of a granted page', () => {
  const inject = chromium.scripting.executeScript;

  it.each([
    ['image', 'image'],
    ['stylesheet', 'stylesheet'],
  ] as const)('is loaded again in its own document: %s', async (type, kind) => {
    exchange(signing, imageAt(PICTURE, { type }), 401);
    await turn();
    expect(rule()?.condition).toMatchObject({
      tabIds: [1],
      resourceTypes: [kind],
      initiatorDomains: ['app.example'],
    });
    expect(rule()?.action.responseHeaders).toBeUndefined();
    expect(inject.mock.calls).toMatchObject([
      [{ target: { tabId: 1, documentIds: ['one'] }, args: [PICTURE, kind] }],
    ]);
    exchange(signing, imageAt(PICTURE, { type }), 200);
    expect(rules.size).toBe(0);
  });

  it('is loaded again though the browser does not count its page as the tab’s yet', async () => {
    exchange(signing, imageAt(PICTURE, { frameId: 58, documentLifecycle: '' }), 401);
    await turn();
    expect(rules.size).toBe(1);
    expect(inject.mock.calls).toHaveLength(1);
  });

  it('is not signed when the page is gone', async () => {
    inject.mockRejectedValueOnce(new Error('No document with id.'));
    exchange(signing, imageAt(PICTURE), 401);
    await turn();
    expect(rules.size).toBe(0);
  });

  it('is loaded once it is granted', async () => {
    const url = new URL(PICTURE);
    const wanted = {
      kind: 'image',
      method: 'GET',
      url,
      site: APP,
      tabId: 1,
      isTopFrame: true,
      documentId: 'one',
    } as const;
    await signing.loadAgain(wanted);
    expect([rules.size, inject.mock.calls.length]).toEqual([1, 1]);
    ports.authority.mockResolvedValue({ active: ALICE, pods: [POD], grants: [], siteIdentities: {} });
    await signing.loadAgain({ ...wanted, tabId: 2 });
    expect([rules.size, inject.mock.calls.length]).toEqual([1, 1]);
  });
});

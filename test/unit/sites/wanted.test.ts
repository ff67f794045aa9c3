import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RefusedRequest } from '../../../src/signing/policy.ts';
import { accessWanted, remember, wantedIn } from '../../../src/sites/wanted.ts';
import { restartBrowser } from '../../fakes/browser.ts';
import { APP, OTHER_POD, POD } from '../../fakes/people.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(restartBrowser);

function refused(path: string, change: Partial<RefusedRequest> = {}): RefusedRequest {
  const url = new URL(path, 'https://pod.example/alice/');
  return {
    kind: 'image',
    method: 'GET',
    url,
    site: APP,
    tabId: 1,
    isTopFrame: true,
    documentId: 'one',
    ...change,
  };
}

describe('what a page wanted and did not get', () => {
  it('is remembered by its tab', async () => {
    await remember(refused('a.png'));
    await remember(refused('b.css', { kind: 'stylesheet' }));
    await remember(refused('c.png', { tabId: 2, documentId: 'two' }));
    expect(await wantedIn(1)).toEqual({
      site: APP,
      documentId: 'one',
      requests: [
        { kind: 'image', url: 'https://pod.example/alice/a.png', mode: 'read' },
        { kind: 'stylesheet', url: 'https://pod.example/alice/b.css', mode: 'read' },
      ],
    });
    expect((await wantedIn(2))?.requests).toHaveLength(1);
    expect(await wantedIn(3)).toBeNull();
  });

  it('is remembered once, however often it was wanted', async () => {
    await Promise.all(Array.from({ length: 10 }, () => remember(refused('a.png'))));
    expect((await wantedIn(1))?.requests).toHaveLength(1);
  });

  it('gives way to what the next page in the tab wants', async () => {
    await remember(refused('a.png'));
    await remember(refused('b.png', { documentId: 'two' }));
    expect(await wantedIn(1)).toMatchObject({
      documentId: 'two',
      requests: [{ url: refused('b.png').url.href }],
    });
  });

  it('has an end', async () => {
    for (let index = 0; index < 205; index += 1) await remember(refused(`${index}.png`));
    const { requests = [] } = (await wantedIn(1)) ?? {};
    expect([requests.length, requests.at(-1)?.url]).toEqual([200, refused('199.png').url.href]);
  });

  it.each([
    ['a navigation', { kind: 'navigation' }],
    ['nobody’s request', { site: null }],
    ['a request of no document', { documentId: null }],
    ['what no grant speaks of', { kind: 'fetch', method: 'PROPFIND' }],
  ] as const)('is not %s', async (_what, change) => {
    await remember(refused('a.png', change));
    expect(await wantedIn(1)).toBeNull();
  });
});

describe('what a site would have to be allowed', () => {
  it('is each pod that it asked for, in the ways in which it did', async () => {
    await remember(refused('a.png'));
    await remember(refused('a.ttl', { kind: 'fetch' }));
    await remember(refused('a.ttl', { kind: 'fetch', method: 'PUT' }));
    await remember(refused('a.ttl', { kind: 'fetch', method: 'DELETE' }));
    await remember(refused('log/', { kind: 'fetch', method: 'POST' }));
    await remember(refused(`${OTHER_POD}b.ttl`, { kind: 'fetch', method: 'HEAD' }));
    await remember(refused('https://elsewhere.example/', { kind: 'fetch' }));
    const { requests = [] } = (await wantedIn(1)) ?? {};
    expect(accessWanted(requests, [POD, OTHER_POD])).toEqual([
      { storage: POD, modes: ['read', 'write', 'append'] },
      { storage: OTHER_POD, modes: ['read'] },
    ]);
  });
});

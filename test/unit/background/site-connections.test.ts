import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { switchTo } from '../../../src/background/people.ts';
import { disconnectSite } from '../../../src/background/site-access.ts';
import { answerApproval, connectSite, nextQuestion } from '../../../src/background/sites.ts';

import { listGrants } from '../../../src/sites/grants.ts';
import { codeOf } from '../../fakes/failure.ts';
import { APP, OTHER_APP, POD } from '../../fakes/people.ts';
import type { SitePort } from '../../fakes/site-port.ts';
import {
  allow,
  answerTo,
  connectPage,
  failed,
  fetchBy,
  login,
  MODES,
  OTHER_PAGE,
  signInSomebody,
  startAnew,
  startPod,
} from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

const access = [{ storage: POD, modes: MODES }];

describe('a page that goes', () => {
  it('takes its question along, and no other', async () => {
    const { id: alice } = await signInSomebody();
    const [page, other] = [connectPage(), connectPage(OTHER_PAGE)];
    const question = await login(page, 1);
    await login(other, 1);
    page.leave();
    await vi.waitFor(async () => expect(await nextQuestion()).toMatchObject({ site: OTHER_APP, waiting: 0 }));
    expect(await codeOf(answerApproval(question, { answer: 'always', identity: alice, access }))).toBe(
      'approval-gone',
    );
    expect(await listGrants()).toEqual([]);
  });
});

describe('the person’s own "Connect"', () => {
  it('takes the place of the page’s question, and the page hears of the answer', async () => {
    const { id: alice, webId } = await signInSomebody();
    const page = connectPage();
    const first = await login(page, 1);
    await connectSite(1);
    const question = await nextQuestion();
    expect(question?.id).not.toBe(first);
    await answerApproval(question?.id ?? '', { answer: 'always', identity: alice, access });
    expect(await answerTo(page, 1)).toEqual({ type: 'done', id: 1, webId });
  });

  it('interrupts another page of the site, which would wait for ever', async () => {
    await signInSomebody();
    const other = connectPage({ documentId: 'two', tabId: 2 });
    await login(other, 1);
    await connectSite(1);
    expect(await answerTo(other, 1)).toEqual(failed(1, 'interrupted'));
  });
});

it('a page that leaves ends what its site was granted, and no other site’s', async () => {
  const { id: alice } = await signInSomebody();
  const pod = await startPod(() => ({}));
  await allow(alice, pod);
  const kept = await allow(alice, pod, { site: OTHER_APP });
  const page = connectPage();
  page.say({ type: 'logout', id: 3 });
  expect(await answerTo(page, 3)).toEqual({ type: 'done', id: 3, webId: null });
  expect(await listGrants()).toEqual([kept]);
});

describe('what a page is told of itself', () => {
  const NOTHING = { webId: null, access: [] };
  const states = (page: SitePort) => page.all('state').map(({ state }) => state);

  it('is said at once, and again only where something has changed for it', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice, webId } = await signInSomebody();
    const page = connectPage();
    await vi.waitFor(() => expect(states(page)).toEqual([NOTHING]));
    await allow(alice, pod, { site: OTHER_APP });
    await allow(alice, pod);
    await vi.waitFor(() => expect(states(page).at(-1)).toMatchObject({ webId }));
    await switchTo(null);
    await vi.waitFor(() => expect(states(page).at(-1)).toEqual(NOTHING));
    await switchTo(alice);
    await vi.waitFor(() => expect(states(page).at(-1)).toMatchObject({ webId }));
    await disconnectSite(APP);
    await vi.waitFor(() => expect(states(page).at(-1)).toEqual(NOTHING));
    expect(states(page)).toHaveLength(5);
  });

  it.each<[string, object]>([
    ['a frame', { frameId: 2 }],
    ['a prerendered page', { documentLifecycle: 'prerender' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a page of another extension', { id: 'ponmlkjihgfedcbaponmlkjihgfedcba' }],
  ])('is nothing for %s, whose calls are refused', async (_who, sender) => {
    const { id: alice } = await signInSomebody();
    const pod = await startPod(() => ({}));
    await allow(alice, pod);
    const page = connectPage({}, sender);
    expect(states(page)).toEqual([NOTHING]);
    page.say({ type: 'login', id: 1, options: {} });
    page.say({ type: 'logout', id: 2 });
    expect(await fetchBy(page, 3, pod.url)).toEqual(failed(3, 'not-granted'));
    expect([page.failures(1), page.failures(2)]).toEqual([['not-connected'], ['not-connected']]);
    expect([await nextQuestion(), (await listGrants()).length, pod.seen]).toEqual([null, 1, []]);
  });
});

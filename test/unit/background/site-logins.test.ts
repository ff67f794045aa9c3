import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { switchTo } from '../../../src/background/people.ts';
import { signing } from '../../../src/background/signing.ts';
import {
  answerApproval,
  closeQuestions,
  connectSite,
  denyAll,
  nextQuestion,
} from '../../../src/background/sites.ts';
import type { ApprovalReply } from '../../../src/domain/view.ts';
import { ask } from '../../../src/sites/approvals.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { browser, lastWindow, pages } from '../../fakes/browser.ts';
import { codeOf } from '../../fakes/failure.ts';
import { APP, OTHER_POD, POD } from '../../fakes/people.ts';

import {
  allow,
  answerTo,
  connectPage,
  failed,
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

const allowing = (identity: ApprovalReply['identity']): ApprovalReply => ({
  answer: 'always',
  identity,
  access,
});
const DENIAL: ApprovalReply = { answer: 'deny', identity: null, access: [] };

describe('a page that asks to be connected', () => {
  it('is answered by the person, and then knows what it may do', async () => {
    const { id: alice, webId } = await signInSomebody();
    const page = connectPage();
    const question = await login(page, 1, {
      access: [{ storage: POD, modes: ['read'] }],
      reason: 'Your notes.',
    });
    expect(await nextQuestion()).toMatchObject({
      ...{ site: APP, identity: alice, access: [{ storage: POD, modes: ['read'] }], reason: 'Your notes.' },
      ...{ isFirst: true, waiting: 0 },
    });
    expect(page.all('done')).toEqual([]);
    await answerApproval(question, allowing(alice));
    expect(await answerTo(page, 1)).toEqual({ type: 'done', id: 1, webId });
    expect(page.all('state').at(-1)?.state).toEqual({ webId, access });
    const [told, done] = ['state', 'done'].map((type) =>
      page.told.findLastIndex((message) => message.type === type),
    );
    expect(told, 'it knows before it is answered').toBeLessThan(done ?? 0);
  });

  it('is not answered by the answer to its question before, which is still being kept', async () => {
    const { id: alice, webId } = await signInSomebody();
    const page = connectPage();
    const first = await login(page, 1, { access });
    let keep = (): void => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    void navigator.locks.request('stored:grants', () => kept);
    const answering = answerApproval(first, allowing(alice));
    await vi.waitFor(async () => expect(await nextQuestion()).toBeNull());
    const other = [{ storage: OTHER_POD, modes: MODES }];
    const second = await login(page, 2, { access: other });
    keep();
    await answering;
    expect(await answerTo(page, 1)).toEqual({ type: 'done', id: 1, webId });
    expect(page.all('done').map(({ id }) => id)).toEqual([1]);
    await answerApproval(second, { ...allowing(alice), access: other });
    expect(await answerTo(page, 2)).toEqual({ type: 'done', id: 2, webId });
  });

  it.each([
    ['before it comes again', true],
    ['while it comes again', false],
  ])('hears a no that was said after its worker had ended, %s', async (_when, isBefore) => {
    using voidAll = vi.spyOn(signing, 'voidAll');
    const { id: alice } = await signInSomebody();
    // A sign-in takes the questions back that were there before it.
    await vi.waitFor(() => expect(voidAll).toHaveBeenCalled());
    const page = { documentId: isBefore ? 'told before' : 'told after', tabId: 1 };
    const question = { ...page, site: APP, identity: alice, access, reason: null, call: 1 };
    await ask(question, { byPerson: false });
    const id = (await nextQuestion())?.id ?? '';
    const again = connectPage(page);
    if (isBefore) await answerApproval(id, DENIAL);
    again.say({ type: 'login', id: 1, options: { access } });
    if (!isBefore) await answerApproval(id, DENIAL);
    expect(await answerTo(again, 1)).toEqual(failed(1, 'user-rejected'));
    await vi.waitFor(async () => expect(await nextQuestion()).toBeNull());
  });

  it('is answered at once where it is connected already', async () => {
    const { id: alice, webId } = await signInSomebody();
    await allow(alice, await startPod(() => ({})), { storage: POD, modes: ['read', 'append'] });
    const page = connectPage();
    for (const [id, options] of [
      {},
      { webId },
      { access: [{ storage: POD, modes: ['append'] }] },
    ].entries()) {
      page.say({ type: 'login', id, options });
      expect(await answerTo(page, id)).toEqual({ type: 'done', id, webId });
    }
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it.each<[string, object]>([
    ['it asks for a mode that it has not', { access: [{ storage: POD, modes: ['read', 'write'] }] }],
    ['it asks for a pod that it has not', { access: [{ storage: 'https://pod.example/', modes: ['read'] }] }],
    ['it asks for every pod', { access: [{ storage: '*', modes: ['read'] }] }],
    ['it asks for somebody else', { webId: 'https://bob.example/#me' }],
  ])('is asked about though it is connected, where %s', async (_what, options) => {
    const { id: alice } = await signInSomebody();
    await allow(alice, await startPod(() => ({})), { storage: POD, modes: ['read'] });
    const page = connectPage();
    await login(page, 1, options);
    expect(page.all('done')).toEqual([]);
  });

  it('asks as whom it names, where we know them', async () => {
    const [alice, bob] = [await signInSomebody(), await signInSomebody()];
    await login(connectPage(), 1, { webId: alice.webId });
    expect(await nextQuestion()).toMatchObject({ identity: alice.id });
    await denyAll();
    await login(connectPage(OTHER_PAGE), 1, { webId: 'https://carol.example/#me' });
    expect(await nextQuestion()).toMatchObject({ identity: bob.id });
  });

  it('may ask while nobody is signed in, and is connected once they have', async () => {
    const page = connectPage();
    const question = await login(page, 1);
    expect(await nextQuestion()).toMatchObject({ identity: null });
    const { id: alice, webId } = await signInSomebody();
    expect((await nextQuestion())?.id, 'to sign in does not withdraw it').toBe(question);
    await answerApproval(question, allowing(alice));
    expect(await answerTo(page, 1)).toEqual({ type: 'done', id: 1, webId });
  });

  it('asks twice with one question, and hears twice', async () => {
    const { id: alice, webId } = await signInSomebody();
    const page = connectPage();
    const question = await login(page, 1);
    expect(await login(page, 2)).toBe(question);
    await vi.waitFor(() => expect(browser.windows.update).toHaveBeenCalled());
    await answerApproval(question, allowing(alice));
    await answerTo(page, 2);
    expect(page.all('done')).toEqual([1, 2].map((id) => ({ type: 'done', id, webId })));
  });
});

describe('a page is told no, and nothing is granted', () => {
  const POD_IN = (storage: string) => ({ access: [{ storage, modes: ['read'] }] });

  it.each<[string, string, (question: string) => unknown]>([
    ['says no', 'user-rejected', (question) => answerApproval(question, DENIAL)],
    ['says no to all', 'user-rejected', () => denyAll()],
    ['closes the window', 'user-rejected', async () => closeQuestions(lastWindow())],
    ['is somebody else', 'interrupted', () => switchTo(null)],
    ['has signed in as somebody else', 'interrupted', signInSomebody],
  ])('where the person %s', async (_what, code, happen) => {
    await signInSomebody();
    const page = connectPage();
    await happen(await login(page, 1));
    expect(await answerTo(page, 1)).toEqual(failed(1, code));
    expect([await listGrants(), await nextQuestion()]).toEqual([[], null]);
  });

  it('where another page of its site asks', async () => {
    await signInSomebody();
    await login(connectPage(), 1);
    const other = connectPage({ documentId: 'two', tabId: 2 });
    other.say({ type: 'login', id: 5, options: {} });
    expect(await answerTo(other, 5)).toEqual(failed(5, 'busy'));
  });

  it('where the person has said no three times, without a question', async () => {
    await signInSomebody();
    const page = connectPage();
    for (const id of [1, 2, 3]) await answerApproval(await login(page, id), DENIAL);
    page.say({ type: 'login', id: 4, options: {} });
    expect(await answerTo(page, 4)).toEqual(failed(4, 'user-rejected'));
    expect(await nextQuestion()).toBeNull();
  });

  it.each([
    'http://pod.example/',
    'pod.example',
    'https://pod.example/a',
    'javascript:alert(1)',
    '**',
    'https://ann@pod.example/',
    'https://192.168.0.1/',
    'http://localhost:3000/',
  ])('where it asks for what is no pod: %s', async (storage) => {
    await signInSomebody();
    const page = connectPage();
    page.say({ type: 'login', id: 1, options: POD_IN(storage) });
    expect(await answerTo(page, 1)).toEqual(failed(1, 'bad-request'));
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it('where the person answers for a page that the tab no longer shows', async () => {
    const { id: alice } = await signInSomebody();
    await connectSite(1);
    const question = await nextQuestion();
    pages.set(1, { url: 'https://app.example/notes', documentId: 'new' });
    expect(await codeOf(answerApproval(question?.id ?? '', allowing(alice)))).toBe('approval-gone');
    expect([await listGrants(), await nextQuestion()]).toEqual([[], null]);
  });
});

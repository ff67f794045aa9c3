import '../../fakes/worker.ts';
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { switchTo } from '../../../src/background/people.ts';
import { disconnectSite } from '../../../src/background/site-access.ts';
import { revoke } from '../../../src/background/sites.ts';
import { APP, OTHER_APP } from '../../fakes/people.ts';
import type { SitePort } from '../../fakes/site-port.ts';
import { allow, connectPage, fetchBy, signInSomebody, startAnew, startPod } from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

beforeEach(startAnew);

/** A pod that begins to answer and goes on until its client has gone. */
async function startEndless() {
  let isOver = false;
  const pod = await startPod((_request, response: ServerResponse) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('more'), 1);
    response.on('close', () => {
      clearInterval(timer);
      isOver = true;
    });
    return 'by-hand';
  });
  return { pod, isOver: () => isOver };
}

/** The page reads on, so many chunks. */
async function read(page: SitePort, id: number, count: number): Promise<void> {
  const before = page.all('chunk').length;
  for (let i = 0; i < count; i += 1) page.say({ type: 'more', id });
  await vi.waitFor(() => expect(page.all('chunk')).toHaveLength(before + count));
}

describe('a large body', () => {
  it('goes to the page as it reads, byte by byte as it was', async () => {
    const body = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7) % 251));
    const pod = await startPod((_request, response) => {
      response.writeHead(200, { 'content-length': body.byteLength });
      response.end(body);
      return 'by-hand';
    });
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    expect(await fetchBy(page, 1, pod.url)).toMatchObject({ type: 'head', body: 'chunks' });
    expect(page.all('chunk')).toEqual([]);
    for (let i = 0; i < 100; i += 1) page.say({ type: 'more', id: 1 });
    await vi.waitFor(() => expect(page.all('end')).toEqual([{ type: 'end', id: 1 }]));
    const arrived = new Blob(page.all('chunk').map(({ chunk }) => chunk));
    expect(Buffer.compare(Buffer.from(await arrived.arrayBuffer()), body)).toBe(0);
  });

  it('goes to the page in one piece where it wants it whole', async () => {
    const body = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7) % 251));
    const pod = await startPod((_request, response) => {
      response.writeHead(200, { 'content-length': body.byteLength });
      response.end(body);
      return 'by-hand';
    });
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    await fetchBy(page, 1, pod.url);
    page.say({ type: 'whole', id: 1 });
    await vi.waitFor(() => expect(page.all('end')).toEqual([{ type: 'end', id: 1 }]));
    const chunks = page.all('chunk').map(({ chunk }) => chunk);
    expect(chunks).toHaveLength(1);
    expect(Buffer.compare(Buffer.from(await new Blob(chunks).arrayBuffer()), body)).toBe(0);
  });

  it('does not come without the page’s leave, nor by leave for another call or of another page', async () => {
    const { pod } = await startEndless();
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const [page, other] = [connectPage(), connectPage({ documentId: 'two' })];
    await fetchBy(page, 1, pod.url);
    page.say({ type: 'more', id: 2 });
    other.say({ type: 'more', id: 1 });
    await read(page, 1, 1);
    expect([page.all('chunk').length, other.told.filter(({ type }) => type !== 'state')]).toEqual([1, []]);
  });
});

type Act = (page: SitePort) => unknown;

describe.each<[string, Act]>([
  ['in chunks', (page) => read(page, 1, 2)],
  ['whole', (page) => page.say({ type: 'whole', id: 1 })],
])('a transfer that runs, taken %s, ends, at the server, too', (_how, take) => {
  it.each<[string, string | null, Act]>([
    ['its grant is revoked', 'interrupted', () => disconnectSite(APP)],
    ['the person is nobody', 'interrupted', () => switchTo(null)],
    ['somebody else has signed in', 'interrupted', signInSomebody],
    ['the page takes it back', 'network', (page) => page.say({ type: 'abort', id: 1 })],
    ['the page goes', null, (page) => page.leave()],
  ])('when %s', async (_when, code, happen) => {
    const { pod, isOver } = await startEndless();
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    await fetchBy(page, 1, pod.url);
    await take(page);
    await happen(page);
    await vi.waitFor(() => expect(isOver()).toBe(true));
    if (code !== null) await vi.waitFor(() => expect(page.failures(1)).toEqual([code]));
    const chunks = page.all('chunk').length;
    page.say({ type: 'more', id: 1 });
    await new Promise((resolve) => void setImmediate(resolve));
    expect([page.all('chunk').length, page.all('end')]).toEqual([chunks, []]);
  });
});

it.each<[string, Act]>([
  ['in chunks', (page) => page.say({ type: 'more', id: 1 })],
  ['whole', (page) => page.say({ type: 'whole', id: 1 })],
])('a transfer that breaks off, taken %s, fails as the network does', async (_how, take) => {
  const pod = await startPod((_request, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    response.write('the beginning', () => response.destroy());
    return 'by-hand';
  });
  const { id: alice } = await signInSomebody();
  await allow(alice, pod);
  const page = connectPage();
  await fetchBy(page, 1, pod.url);
  await take(page);
  await vi.waitFor(() => expect(page.failures(1)).toEqual(['network']));
});

describe('a transfer that waits for its page', () => {
  it('ends when its grant is revoked, and no other ends', async () => {
    const { pod } = await startEndless();
    const { id: alice } = await signInSomebody();
    const grant = await allow(alice, pod);
    await allow(alice, pod, { site: OTHER_APP });
    const [one, other] = [connectPage(), connectPage({ site: OTHER_APP, documentId: 'two' })];
    await Promise.all([fetchBy(one, 1, pod.url), fetchBy(other, 1, pod.url)]);
    await revoke(grant);
    await vi.waitFor(() => expect(one.failures(1)).toEqual(['interrupted']));
    await read(other, 1, 3);
    expect(other.failures(1)).toEqual([]);
  });
});

describe('a request that the page takes back', () => {
  it('before anything of it was done is not made', async () => {
    const pod = await startPod(() => ({}));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const page = connectPage();
    const answered = fetchBy(page, 1, pod.url, { method: 'PUT', body: new Blob(['a']) });
    page.say({ type: 'abort', id: 1 });
    expect(await answered).toEqual({ type: 'failed', id: 1, code: 'network' });
    expect(pod.seen).toEqual([]);
  });

  it('of another page is none', async () => {
    const pod = await startPod(() => ({ body: 'a' }));
    const { id: alice } = await signInSomebody();
    await allow(alice, pod);
    const [page, other] = [connectPage(), connectPage({ documentId: 'two' })];
    const answered = fetchBy(page, 1, pod.url);
    other.say({ type: 'abort', id: 1 });
    expect(await answered).toMatchObject({ type: 'head' });
  });
});

it('a call that is made twice under one number is made once', async () => {
  const pod = await startPod(() => ({ body: 'a' }));
  const { id: alice } = await signInSomebody();
  await allow(alice, pod);
  const page = connectPage();
  await Promise.all([fetchBy(page, 1, pod.url), fetchBy(page, 1, pod.url), fetchBy(page, 2, pod.url)]);
  await vi.waitFor(() =>
    expect(
      page
        .all('head')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([1, 2]),
  );
  expect(pod.seen).toHaveLength(2);
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['a word', 'fetch'],
  ['of an unknown type', { type: 'grant', id: 1 }],
  ['of a type of ours', { type: 'state', state: { webId: null, access: [] } }],
  ['without a request', { type: 'fetch', id: 1 }],
  ['with another member', { type: 'fetch', id: 1, request: {}, identity: 'alice' }],
  ['with half a number', { type: 'more', id: 0.5 }],
  ['with a number below zero', { type: 'logout', id: -1 }],
  ['with a name for a number', { type: 'logout', id: '__proto__' }],
  ['with no number', { type: 'logout' }],
  ['with an endless reason', { type: 'login', id: 1, options: { reason: 'a'.repeat(301) } }],
  [
    'with an unknown mode',
    { type: 'login', id: 1, options: { access: [{ storage: '*', modes: ['control'] }] } },
  ],
  ['with an unknown option', { type: 'login', id: 1, options: { lifetime: 'always' } }],
])('a message that is not of the contract is answered by nothing: %s', async (_what, message) => {
  const pod = await startPod(() => ({}));
  const { id: alice } = await signInSomebody();
  await allow(alice, pod);
  const page = connectPage();
  await vi.waitFor(() => expect(page.told).toHaveLength(1));
  page.say(message);
  await fetchBy(page, 9, pod.url);
  expect(page.told.map(({ type }) => type)).toEqual(['state', 'head']);
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FromSite, ToSite } from '../../../src/messaging/site-contract.ts';
import { CONNECTED, FakePage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

let page: FakePage;

afterEach(() => page.close());

const PLAIN = { url: POD, headers: [], body: null, redirect: 'follow', cache: 'default' } as const;
const HEAD = { status: 200, statusText: 'OK', headers: [], url: POD, redirected: false };
const fetching = (id: number, method = 'GET'): FromSite => ({
  type: 'fetch',
  id,
  request: { ...PLAIN, method },
});

/** A page that has made a channel of its own, as a hostile one may; it can say anything. */
async function openOwn(): Promise<{ port: MessagePort; told: ToSite[] }> {
  page = new FakePage();
  await page.inject('bridge');
  const { port1, port2 } = new MessageChannel();
  const told: ToSite[] = [];
  port1.onmessage = ({ data }: MessageEvent<ToSite>) => void told.push(data);
  page.window.dispatchEvent(new MessageEvent('latchkey:bridge', { ports: [port2] }));
  return { port: port1, told };
}

describe('the bridge', () => {
  it('passes on what the page says, and what the worker answers', async () => {
    const { port, told } = await openOwn();
    page.worker.tell(CONNECTED);
    port.postMessage(fetching(1));
    expect(await page.worker.next('fetch')).toEqual(fetching(1));
    page.worker.say({ type: 'head', id: 1, head: HEAD, body: null });
    await vi.waitFor(() =>
      expect(told).toEqual([
        { type: 'state', state: CONNECTED },
        { type: 'head', id: 1, head: HEAD, body: null },
      ]),
    );
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a word', 'fetch'],
    ['a message for the popup', { name: 'signOutEverywhere', input: {} }],
    ['a message of an unknown type', { type: 'grant', id: 1, storage: POD }],
    ['an answer', { type: 'done', id: 1, webId: 'https://alice.example/#me' }],
    ['a state', { type: 'state', state: CONNECTED }],
    ['a fetch with another member', { ...fetching(1), identity: 'alice' }],
    [
      'a fetch that wants the redirect',
      { type: 'fetch', id: 1, request: { ...PLAIN, method: 'GET', redirect: 'manual' } },
    ],
    [
      'a fetch with headers without end',
      { type: 'fetch', id: 1, request: { ...PLAIN, method: 'GET', headers: Array(201).fill(['a', 'b']) } },
    ],
    [
      'a fetch with a text for a body',
      { type: 'fetch', id: 1, request: { ...PLAIN, method: 'PUT', body: 'text' } },
    ],
    ['half a number', { type: 'more', id: 0.5 }],
    ['a number below zero', { type: 'abort', id: -1 }],
  ])('lets nothing through that is not of the contract: %s', async (_what, message) => {
    const { port, told } = await openOwn();
    port.postMessage(message);
    port.postMessage(fetching(9));
    await page.worker.next('fetch');
    expect(page.worker.heard).toEqual([]);
    // What the page was told before the answer to the second request, it was told in answer to the first message.
    const answer: ToSite = { type: 'head', id: 9, head: HEAD, body: null };
    page.worker.say(answer);
    const isCall = typeof message === 'object' && message !== null && 'id' in message;
    const refusal = isCall ? [{ type: 'failed', id: message.id, code: 'bad-request' }] : [];
    await vi.waitFor(() => expect(told).toEqual([...refusal, answer]));
  });

  it('hears one channel: another that the page opens is nobody’s', async () => {
    await openOwn();
    const { port1, port2 } = new MessageChannel();
    page.window.dispatchEvent(new MessageEvent('latchkey:bridge', { ports: [port2] }));
    port1.postMessage(fetching(5));
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect([page.ports.length, page.worker.heard]).toEqual([1, []]);
  });

  it('keeps the channel of the provider from the page’s own listeners', async () => {
    page = new FakePage();
    await page.inject('bridge');
    const seen = vi.fn();
    page.window.addEventListener('latchkey:bridge', seen, { capture: true });
    const { port2 } = new MessageChannel();
    page.window.dispatchEvent(new MessageEvent('latchkey:bridge', { ports: [port2] }));
    expect(seen).not.toHaveBeenCalled();
  });

  it('keeps it so when the page calls for it again', async () => {
    page = new FakePage();
    await page.inject('bridge', 'provider');
    const seen = vi.fn();
    page.window.addEventListener('latchkey:bridge', seen, { capture: true });
    page.window.dispatchEvent(new Event('latchkey:bridge?'));
    expect(seen).not.toHaveBeenCalled();
  });

  it('connects to nobody before there is a page that listens', async () => {
    page = new FakePage();
    await page.inject('bridge');
    for (const event of [new Event('latchkey:bridge'), new MessageEvent('latchkey:bridge')])
      page.window.dispatchEvent(event);
    expect(page.ports).toEqual([]);
  });

  it('says that it is there to whoever would bring it again, once there is a provider', async () => {
    page = new FakePage();
    await page.inject('bridge');
    expect('latchkeyBridge' in globalThis).toBe(false);
    page.window.dispatchEvent(new MessageEvent('latchkey:bridge', { ports: [new MessageChannel().port2] }));
    expect(Object.getOwnPropertyDescriptor(globalThis, 'latchkeyBridge')).toMatchObject({
      value: true,
      writable: false,
    });
  });
});

describe('a worker that ends', () => {
  const failed = (id: number) => ({ type: 'failed', id, code: 'interrupted' });

  it.each<[string, FromSite]>([
    ['a GET', fetching(1)],
    ['a HEAD', fetching(1, 'HEAD')],
    ['a login', { type: 'login', id: 1, options: { reason: 'Your notes.' } }],
    ['a logout', { type: 'logout', id: 1 }],
  ])('is woken, and %s is made again as it was', async (_what, call) => {
    const { port, told } = await openOwn();
    port.postMessage(call);
    await page.worker.next(call.type);
    page.worker.end();
    await vi.waitFor(() => expect(page.ports).toHaveLength(2));
    expect(page.worker.heard).toEqual([call]);
    expect(told).toEqual([]);
  });

  it.each(['PUT', 'POST', 'PATCH', 'DELETE'])(
    'leaves open what became of a %s, which is not made again',
    async (method) => {
      const { port, told } = await openOwn();
      port.postMessage(fetching(1, method));
      await page.worker.next('fetch');
      page.worker.end();
      await vi.waitFor(() => expect(told).toEqual([failed(1)]));
      expect(page.ports).toHaveLength(1);
    },
  );

  it('ends a body that had begun to come: its beginning is at the page already', async () => {
    const { port, told } = await openOwn();
    port.postMessage(fetching(1));
    await page.worker.next('fetch');
    page.worker.say({ type: 'head', id: 1, head: HEAD, body: 'chunks' });
    page.worker.end();
    await vi.waitFor(() => expect(told.at(-1)).toEqual(failed(1)));
    expect(page.ports).toHaveLength(1);
  });

  it.each<[string, (port: MessagePort) => unknown]>([
    ['answered whole', () => page.worker.say({ type: 'head', id: 1, head: HEAD, body: null })],
    ['refused', () => page.worker.say({ type: 'failed', id: 1, code: 'network' })],
    ['answered', () => page.worker.say({ type: 'done', id: 1, webId: null })],
    ['at its end', () => page.worker.say({ type: 'end', id: 1 })],
    [
      'taken back',
      async (port) => {
        port.postMessage({ type: 'abort', id: 1 });
        await page.worker.next('abort');
      },
    ],
  ])('takes nothing along of a call that was %s', async (_what, happen) => {
    const { port, told } = await openOwn();
    port.postMessage(fetching(1));
    await page.worker.next('fetch');
    await happen(port);
    page.worker.end();
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(page.ports).toHaveLength(1);
    expect(told).not.toContainEqual(failed(1));
  });

  it('is woken by the page’s next call, and by news', async () => {
    const { port, told } = await openOwn();
    page.worker.end();
    port.postMessage(fetching(2));
    await vi.waitFor(() => expect(page.ports).toHaveLength(2));
    expect(await page.worker.next('fetch')).toEqual(fetching(2));
    page.worker.say({ type: 'head', id: 2, head: HEAD, body: null });
    page.worker.end();
    page.onMessage.fire('latchkey:poke');
    expect(page.ports).toHaveLength(3);
    page.worker.tell(CONNECTED);
    await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: 'state', state: CONNECTED }));
  });

  it('is not woken by other words, nor twice', async () => {
    await openOwn();
    page.onMessage.fire('latchkey:poke');
    expect(page.ports).toHaveLength(1);
    page.worker.end();
    page.onMessage.fire({ name: 'signOut' });
    expect(page.ports).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONNECTED, FakePage } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

const PUT = { method: 'PUT', body: 'new' };
const HEAD = { status: 200, statusText: 'OK', headers: [], url: POD, redirected: false };

let page: FakePage;
/** The page's fetch before Latchkey came. */
let native: FakePage['window']['fetch'];

beforeEach(async () => {
  page = new FakePage();
  native = page.window.fetch;
  await page.inject('bridge', 'provider');
  page.worker.tell(CONNECTED);
  await vi.waitFor(() => expect(page.solid.webId).toBe(CONNECTED.webId));
});
afterEach(() => page.close());

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error as { code: unknown }).code,
  );

describe('a page whose extension is updated or removed', () => {
  it('is nobody from its next call on, which does not wait', async () => {
    const changed = vi.fn();
    page.solid.addEventListener('change', changed);
    page.orphan();
    expect([await codeOf(page.solid.login()), await codeOf(page.solid.logout())]).toEqual(['gone', 'gone']);
    expect(page.solid.webId).toBe(null);
    expect(changed).toHaveBeenCalledOnce();
  });

  it('has its own fetch again, with what it is given to send', async () => {
    page.orphan();
    expect(await (await page.window.fetch(POD, PUT)).text()).toBe('own');
    const [asked] = native.mock.lastCall ?? [];
    expect(await (asked as Request).text()).toBe('new');
    const promise = Promise.resolve(new Response('own'));
    native.mockReturnValueOnce(promise);
    expect(page.window.fetch(POD)).toBe(promise);
  });

  it('is refused by solid.fetch, whatever it asks for', async () => {
    page.orphan();
    expect(await codeOf(page.solid.fetch(POD))).toBe('gone');
    expect(await codeOf(page.solid.fetch('https://elsewhere.example/'))).toBe('gone');
    expect(native).not.toHaveBeenCalled();
  });

  it.each([
    ['a GET', {}],
    ['a PUT', PUT],
  ])('hears of %s that was under way that nobody answers, though nothing tells of that', async (_, init) => {
    const answer = page.solid.fetch(POD, init);
    await page.worker.next('fetch');
    page.orphan();
    expect(await codeOf(answer)).toBe('gone');
  });

  it('does not wait for the rest of a body', async () => {
    const answer = page.solid.fetch(POD);
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'head', id, head: HEAD, body: 'chunks' });
    const text = (await answer).text();
    page.orphan();
    expect(await codeOf(text)).toBe('gone');
  });

  it('asks the next one nothing where its worker was ended just before', async () => {
    const answer = page.solid.login();
    await page.worker.next('login');
    page.worker.end();
    page.orphan();
    expect(await codeOf(answer)).toBe('gone');
    expect(page.ports).toHaveLength(1);
  });

  it('throws nothing when it is left', () => {
    page.orphan();
    expect(() => page.window.dispatchEvent(new Event('pagehide'))).not.toThrow();
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeOf } from '../../fakes/failure.ts';
import { CONNECTED, FakePage, NOTHING, openPage, WEB_ID } from '../../fakes/page.ts';
import { POD } from '../../fakes/people.ts';

let page: FakePage;

afterEach(() => page.close());

describe('who the person is', () => {
  it('is nobody until the worker tells', async () => {
    page = new FakePage();
    await page.inject('bridge', 'provider');
    expect(page.solid.webId).toBeNull();
    page.worker.tell(CONNECTED);
    await vi.waitFor(() => expect(page.solid.webId).toBe(WEB_ID));
  });

  it('is told by an event where it is somebody else, and only then', async () => {
    page = await openPage(NOTHING);
    const seen: (string | null)[] = [];
    page.solid.addEventListener('change', () => seen.push(page.solid.webId));
    const other = 'https://bob.example/#me';
    for (const state of [
      CONNECTED,
      { ...CONNECTED, access: [] },
      { ...CONNECTED, webId: other },
      NOTHING,
      NOTHING,
    ]) {
      page.worker.tell(state);
    }
    await vi.waitFor(() => expect(seen).toEqual([WEB_ID, other, null]));
  });

  it.each([['bridge', 'provider'] as const, ['provider', 'bridge'] as const])(
    'is heard whichever script comes first: the %s',
    async (...scripts) => {
      page = new FakePage();
      await page.inject(...scripts);
      page.worker.tell(CONNECTED);
      await vi.waitFor(() => expect(page.solid.webId).toBe(WEB_ID));
      expect(page.ports).toHaveLength(1);
    },
  );
});

describe('a login', () => {
  it('goes to the worker as the page asks, and comes back with the WebID', async () => {
    page = await openPage(NOTHING);
    const options = { access: [{ storage: POD, modes: ['read' as const] }], reason: 'Your notes.' };
    const login = page.solid.login(options);
    const { id, ...call } = await page.worker.next('login');
    expect(call).toEqual({ type: 'login', options });
    page.worker.say({ type: 'done', id, webId: WEB_ID });
    expect(await login).toEqual({ webId: WEB_ID });
  });

  it.each(['user-rejected', 'busy', 'bad-request', 'interrupted', 'not-connected', 'internal'] as const)(
    'that fails says so by its code: %s',
    async (code) => {
      page = await openPage(NOTHING);
      const login = page.solid.login();
      const { id } = await page.worker.next('login');
      page.worker.say({ type: 'failed', id, code });
      await expect(login).rejects.toMatchObject({
        name: 'SolidError',
        code,
        message: expect.any(String) as string,
      });
    },
  );

  it('that comes back with nobody is a refusal', async () => {
    page = await openPage(NOTHING);
    const login = page.solid.login();
    const { id } = await page.worker.next('login');
    page.worker.say({ type: 'done', id, webId: null });
    expect(await codeOf(login)).toBe('user-rejected');
  });

  it.each([
    ['an unknown mode', { access: [{ storage: POD, modes: ['control'] }] }],
    ['an endless reason', { reason: 'a'.repeat(301) }],
    ['an option that is none', { lifetime: 'always' }],
    ['no list', { access: POD }],
  ])('with %s stops at the bridge', async (_what, options) => {
    page = await openPage(NOTHING);
    expect(await codeOf(page.solid.login(options as object))).toBe('bad-request');
    expect(page.worker.heard).toEqual([]);
  });

  it('is answered by its own answer', async () => {
    page = await openPage(NOTHING);
    const calls = [page.solid.login(), page.solid.login()];
    const [one, other] = [await page.worker.next('login'), await page.worker.next('login')];
    page.worker.say({ type: 'failed', id: other.id, code: 'busy' });
    page.worker.say({ type: 'failed', id: 99, code: 'internal' });
    page.worker.say({ type: 'done', id: one.id, webId: WEB_ID });
    expect(await Promise.all(calls.map(codeOf))).toEqual([null, 'busy']);
  });
});

it('a logout is done when the worker says so', async () => {
  page = await openPage();
  const logout = page.solid.logout();
  const { id } = await page.worker.next('logout');
  page.worker.say({ type: 'done', id, webId: null });
  await expect(logout).resolves.toBeUndefined();
});

describe('the provider', () => {
  it('is frozen: the page can put nothing into it, nor another in its place', async () => {
    page = await openPage();
    const { solid } = page;
    expect([Object.isFrozen(solid), Object.isFrozen(Object.getPrototypeOf(solid))]).toEqual([true, true]);
    expect(() => Object.assign(page.window, { solid: {} }) as object).toThrow(TypeError);
    expect(() => Object.defineProperty(page.window, 'solid', { value: {} })).toThrow(TypeError);
    expect(() => Object.assign(solid, { fetch: () => null })).toThrow(TypeError);
    expect(Reflect.deleteProperty(page.window, 'solid')).toBe(false);
    expect(page.solid).toBe(solid);
  });

  it('announces itself now and whenever a page asks', async () => {
    page = new FakePage();
    const seen: unknown[] = [];
    page.window.addEventListener('solid:announceProvider', (event) =>
      seen.push((event as CustomEvent).detail),
    );
    await page.inject('bridge', 'provider');
    page.window.dispatchEvent(new Event('solid:requestProvider'));
    const uuid = expect.stringMatching(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
    ) as string;
    expect(seen).toHaveLength(2);
    expect(seen[0]).toMatchObject({ info: { uuid, name: 'Latchkey' }, provider: page.solid });
    expect(seen[1]).toBe(seen[0]);
    expect(Object.isFrozen((seen[0] as { info: object }).info)).toBe(true);
  });

  it('leaves another one’s place to it, and announces itself beside', async () => {
    page = new FakePage();
    const other = {};
    Object.assign(page.window, { solid: other });
    const seen: { provider: unknown }[] = [];
    page.window.addEventListener('solid:announceProvider', (event) =>
      seen.push((event as CustomEvent<{ provider: unknown }>).detail),
    );
    await page.inject('bridge', 'provider');
    expect(page.solid).toBe(other);
    expect(seen.map(({ provider }) => provider === other)).toEqual([false]);
  });

  it('does not call what the page has put in place of the functions that it took', async () => {
    page = await openPage();
    const spies = [
      vi.spyOn(MessagePort.prototype, 'postMessage'),
      vi.spyOn(Blob.prototype, 'arrayBuffer'),
      vi.spyOn(Request.prototype, 'blob'),
      vi.spyOn(globalThis, 'fetch'),
    ];
    const answer = page.solid.fetch(POD, { method: 'PUT', body: 'a' });
    await vi.waitFor(() => expect(page.worker.heard).toHaveLength(1));
    expect(spies.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0]);
    vi.restoreAllMocks();
    const { id } = await page.worker.next('fetch');
    page.worker.say({ type: 'failed', id, code: 'network' });
    await expect(answer).rejects.toThrow(TypeError);
  });
});

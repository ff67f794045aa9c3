import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { ownerFetch } from '../world/owner.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { listenTo } from './wire.ts';

const SECRET = 'Only Alice may read this.';
const SECRET_PAGE = `<!doctype html><title>Secret</title><p id="secret">${SECRET}</p>`;
/** What anybody may drop into a public inbox. */
const TRAP = '<!doctype html><title>Trap</title><p>A page by somebody else, on the same host.</p>';
const SERVICE_WORKER = `
const caught = [];
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(Promise.all([registration.navigationPreload.enable(), clients.claim()])));
addEventListener('message', (event) => event.source.postMessage(caught));
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith((async () => {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    caught.push(await response.clone().text());
    return response;
  })());
});`;

let scene: Scene;
let trapUrl: string;
let secretUrl: string;
let trap: Page;
let otherTab: Page;

beforeAll(async () => {
  scene = await openSceneWithAlice();
  const { alice, server } = scene;
  const inbox = `${alice.pod}inbox/`;
  const owner = await ownerFetch(server, alice);
  secretUrl = `${inbox}secret.html`;
  await put(owner, `${secretUrl}.acl`, 'text/turtle', ownAccess(secretUrl));
  await put(owner, secretUrl, 'text/html', SECRET_PAGE);
  trapUrl = await drop(inbox, 'trap.html', 'text/html', TRAP);
  otherTab = await scene.browser.context.newPage();
  trap = await scene.browser.context.newPage();
  await journalOf(trap).open(trapUrl, 200);
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('A page that somebody left on the pod’s own host', () => {
  test('stands on the same origin, and the person can open the secret page', async () => {
    expect(new URL(trapUrl).origin).toBe(new URL(secretUrl).origin);
    const tab = await scene.browser.context.newPage();
    await journalOf(tab).open(secretUrl, 200);
    expect(await tab.textContent('#secret')).toBe(SECRET);
    await tab.close();
  });

  for (const [how, act] of [
    ['a window that it opens', (url: string) => void Object.assign(globalThis, { w: open(url) })],
    ['a window with a name', (url: string) => void Object.assign(globalThis, { w: open(url, 'target') })],
    [
      'an empty window that it sends there',
      (url: string) => {
        const w = open('about:blank');
        Object.assign(globalThis, { w });
        if (w !== null) w.location.href = url;
      },
    ],
    [
      'a window that it wrote to before',
      (url: string) => {
        const w = open('about:blank');
        Object.assign(globalThis, { w });
        w?.document.open();
        w?.document.close();
        if (w !== null) w.location.href = url;
      },
    ],
  ] as const) {
    test(`cannot read ${how}`, async () => {
      const opened = scene.browser.context.waitForEvent('page');
      await trap.evaluate(act, secretUrl);
      const window = await opened;
      await window.getByText(SECRET).waitFor();
      expect(await trap.evaluate(peek, 'w')).toBe('closed');
      expect(await window.evaluate(() => opener as unknown)).toBe(null);
      await window.close();
    });
  }

  test('cannot take a signed page back by its name', async () => {
    const opened = scene.browser.context.waitForEvent('page');
    await trap.evaluate((url) => void open(url, 'again'), secretUrl);
    const window = await opened;
    await window.getByText(SECRET).waitFor();
    const second = scene.browser.context.waitForEvent('page');
    await trap.evaluate(() => void Object.assign(globalThis, { w: open('', 'again') }));
    await (await second).close();
    await window.close();
  });

  for (const element of ['iframe', 'object', 'embed'] as const) {
    test(`cannot read it in an ${element}`, async () => {
      const wire = listenTo(scene.browser);
      const url = `${secretUrl}?${element}`;
      await trap.evaluate(
        ([tag, address]) => {
          const frame = document.createElement(tag);
          frame.setAttribute(tag === 'object' ? 'data' : 'src', address);
          document.body.append(frame);
        },
        [element, url] as const,
      );
      // Firefox tells nobody outside of the page about what an object loads.
      await trap.waitForFunction((address) => performance.getEntriesByName(address).length > 0, url);
      await afterwards();
      expect((await wire.signed()).filter((line) => line.includes(secretUrl))).toEqual([]);
    });
  }

  test('cannot read it by fetch', async () => {
    expect(await trap.evaluate(async (url) => (await fetch(url)).status, secretUrl)).toBe(401);
  });

  test('cannot have a form POST answered by a signed page', async () => {
    const tab = await scene.browser.context.newPage();
    const wire = listenTo(scene.browser);
    await tab.goto(trapUrl);
    const post = () =>
      tab.evaluate((url) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = url;
        document.body.append(form);
        form.submit();
      }, secretUrl);
    await Promise.all([tab.waitForURL(secretUrl), post()]);
    await afterwards();
    expect(await tab.getByText(SECRET).count()).toBe(0);
    expect((await wire.signed()).filter((line) => line.includes(secretUrl))).toEqual([]);
    await tab.close();
  });

  test('cannot read it by a service worker with navigation preload', async () => {
    const script = await drop(`${scene.alice.pod}inbox/`, 'worker.js', 'text/javascript', SERVICE_WORKER);
    await trap.evaluate(async (url) => {
      const controlled = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
      await navigator.serviceWorker.register(url);
      await controlled;
    }, script);
    const tab = await scene.browser.context.newPage();
    await journalOf(tab).open(secretUrl, 401);
    await afterwards();
    const caught = await trap.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data as string[]));
          navigator.serviceWorker.controller?.postMessage('caught?');
        }),
    );
    expect(caught).toHaveLength(1);
    expect(caught.join()).not.toContain(SECRET);
    await tab.close();
  });
});

/** Opens a private page elsewhere: by then the worker has dealt with all that came before. */
async function afterwards(): Promise<void> {
  await journalOf(otherTab).open(`${scene.alice.pod}private/plain.html`, 200);
}

/** What a page can read of a window that it holds: closed, or the text in it. */
function peek(name: string): string {
  const held = (globalThis as unknown as Record<string, Window | null | undefined>)[name];
  if (held === null || held === undefined || held.closed) return 'closed';
  try {
    return held.document.body.textContent;
  } catch (error) {
    return String(error);
  }
}

async function put(
  fetch: Awaited<ReturnType<typeof ownerFetch>>,
  url: string,
  type: string,
  body: string,
): Promise<void> {
  const response = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
  expect(response.ok).toBe(true);
}

/** Adds a file to a public inbox, as nobody in particular; says where it is. */
async function drop(inbox: string, slug: string, type: string, body: string): Promise<string> {
  const response = await fetch(inbox, { method: 'POST', headers: { 'content-type': type, slug }, body });
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
}

function ownAccess(url: string): string {
  return `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
<#owner> a acl:Authorization; acl:agent <${scene.alice.webId}>; acl:accessTo <${url}>; acl:mode acl:Read, acl:Write, acl:Control.`;
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerQuestion } from '../world/approval.ts';
import { wrecked } from '../world/hostile-scripts.ts';
import { disconnectSite } from '../world/popup.ts';
import { logIn, opened, type Site, startSite, toldOf } from '../world/site.ts';
import { type StubPod, startStubPod } from '../world/stub-pod.ts';
import { notInFirefox } from './browsers.ts';
import type { Scene } from './scene.ts';
import { close, openSiteScene } from './site-scene.ts';

/** A page that knows nothing of Solid. */
const PLAIN = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Plain</title>
<link rel="icon" href="data:,">
<script>
  const address = new URLSearchParams(location.search).get('of');
  const byFetch = fetch(address).then((response) => response.text(), String);
  const byXhr = new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', address);
    xhr.onloadend = () => resolve(xhr.responseText);
    xhr.send();
  });
  const body = 'written at once';
  const byPut = fetch(address + '.txt', { method: 'PUT', headers: { 'content-type': 'text/plain' }, body })
    .then(({ status }) => status, String);
</script>
`;

let scene: Scene;
let site: Site;
let other: Site;
let tab: Page;
let popup: Page;
let pod: StubPod;
let notes: string;

beforeAll(async () => {
  ({ scene, site, tab, popup } = await openSiteScene({ '/plain': { html: PLAIN } }));
  other = await startSite();
  pod = await startStubPod();
  notes = `${scene.alice.pod}private/notes.ttl`;
});
afterAll(() => close(scene, site, other, pod));

/** The text, or the status where it is refused. */
const byFetch = (
  page: Page,
  url: string,
  init: Pick<RequestInit, 'method' | 'headers'> & { body?: string } = {},
): Promise<string> =>
  page.evaluate(
    async ([address, given]) => {
      const response = await fetch(address, given);
      return response.ok ? response.text() : String(response.status);
    },
    [url, init] as const,
  );

const byXhr = (page: Page, url: string, header?: string): Promise<string> =>
  page.evaluate(
    ([address, authorization]) =>
      new Promise<string>((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', address);
        if (authorization !== undefined) xhr.setRequestHeader('authorization', authorization);
        xhr.onloadend = () => resolve(xhr.status === 200 ? xhr.responseText : String(xhr.status));
        xhr.send();
      }),
    [url, header] as const,
  );

describe('A connected page without any Solid code', () => {
  test('reads what is private, by fetch and by XMLHttpRequest', async () => {
    expect(await byFetch(tab, notes)).toContain('Feed the cat.');
    expect(await byXhr(tab, notes)).toContain('Feed the cat.');
  });

  test('is signed in no other pod', async () => {
    const url = `${scene.bob.pod}private/notes.ttl`;
    expect([await byFetch(tab, url), await byXhr(tab, url)]).toEqual(['401', '401']);
  });

  test('may sign for itself', async () => {
    const authorization = 'Bearer mine';
    expect(await byFetch(tab, notes, { headers: { authorization } })).toBe('401');
    expect(await byXhr(tab, notes, authorization)).toBe('401');
  });

  test('writes in its first script, before it is known what it may do, and reads', async () => {
    const page = await opened(scene.browser, `${site.origin}/plain?of=${encodeURIComponent(notes)}`);
    const [read, asked, written] = await page.evaluate<unknown[]>('Promise.all([byFetch, byXhr, byPut])');
    expect([read, asked]).toEqual([
      expect.stringContaining('Feed the cat.'),
      expect.stringContaining('Feed the cat.'),
    ]);
    expect(written).toBe(201);
    expect(await byFetch(page, `${notes}.txt`)).toBe('written at once');
    await page.close();
  });

  test('is signed, too, where a script has broken what the page’s world is made of', async () => {
    await tab.evaluate(() => Object.assign(window, { plain: fetch, xhr: new XMLHttpRequest() }));
    const act = `async () => {
      const response = await plain('${notes}');
      xhr.open('PUT', '${notes}.wrecked');
      xhr.setRequestHeader('content-type', 'text/plain');
      const status = await new Promise((resolve) => {
        xhr.onloadend = () => resolve(xhr.status);
        xhr.send('text');
      });
      return [response.status, status, xhr.readyState];
    }`;
    expect(await tab.evaluate(wrecked(act))).toEqual([200, 201, 4]);
  });

  test('asks for two hundred at once, of one address and of many, and gets them all', async () => {
    const statuses = await tab.evaluate(
      async ([one, folder]) => {
        const many = Array.from({ length: 100 }, (_, index) => `${folder}many-${index}.txt`);
        const status = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;
        const written = await Promise.all(many.map((url) => status(url, { method: 'PUT', body: url })));
        const read = await Promise.all(many.flatMap((url) => [status(url), status(one)]));
        return { written: [...new Set(written)], read: [...new Set(read)], count: read.length };
      },
      [notes, `${scene.alice.pod}private/`] as const,
    );
    expect(statuses).toEqual({ written: [201], read: [200], count: 200 });
  });
});

describe('Nothing is signed, and nothing else is another', () => {
  test('in a page that is not connected', async () => {
    const page = await opened(scene.browser, other.url);
    expect([await byFetch(page, notes), await byXhr(page, notes)]).toEqual(['401', '401']);
    for (const path of ['echo/fetch', 'echo/xhr']) {
      await (path === 'echo/fetch' ? byFetch : byXhr)(page, pod.url + path);
      const { headers } = await pod.arrived(`/${path}`);
      expect(headers).not.toHaveProperty('dpop');
      expect(headers).not.toHaveProperty('authorization');
    }
    await page.close();
  });

  test('outside the grants of one that is', async () => {
    await byFetch(tab, `${pod.url}echo/not-granted`);
    expect((await pod.arrived('/echo/not-granted')).headers).toMatchObject({ origin: site.origin });
    expect((await pod.arrived('/echo/not-granted')).headers).not.toHaveProperty('dpop');
  });

  test('by a mode that was not granted: the page has the pod’s own refusal', async () => {
    const granted = logIn(tab, { access: [{ storage: pod.url, modes: ['read'] }] });
    await answerQuestion(scene.browser, site.origin, 'Always allow');
    await granted;
    await byFetch(tab, `${pod.url}echo/put`, { method: 'PUT', body: 'all of it' });
    const { headers, body } = await pod.arrived('/echo/put');
    expect([headers['dpop'], String(body)]).toEqual([undefined, 'all of it']);
    const events = await tab.evaluate(
      (url) =>
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          const seen: string[] = [];
          for (const type of ['loadstart', 'load', 'loadend'] as const) {
            xhr.addEventListener(type, () => seen.push(type));
          }
          xhr.onloadend = () => resolve(seen);
          xhr.open('PUT', url);
          xhr.setRequestHeader('x-custom', 'kept');
          xhr.send('all of it');
        }),
      `${pod.url}echo/xhr-put`,
    );
    const sent = await pod.arrived('/echo/xhr-put');
    expect([sent.headers['dpop'], sent.headers['x-custom'], String(sent.body), events]).toEqual([
      undefined,
      'kept',
      'all of it',
      ['loadstart', 'load', 'loadend'],
    ]);
  });

  notInFirefox('it is signed on its way, too')('by a synchronous request', async () => {
    const status = await tab.evaluate((url) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url, false);
      xhr.send();
      return xhr.status;
    }, notes);
    expect(status).toBe(401);
  });

  test('once she has disconnected it', async () => {
    await disconnectSite(popup);
    await toldOf(tab, null);
    expect([await byFetch(tab, notes), await byXhr(tab, notes)]).toEqual(['401', '401']);
  });
});

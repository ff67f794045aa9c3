import { createHash } from 'node:crypto';
import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteLogin } from '../../src/messaging/site-contract.ts';
import { answerQuestion, press, questionOf } from '../world/approval.ts';
import { type AnswerOfLatchkey, otherExtension } from '../world/other-extension.ts';
import { ownerFetch } from '../world/owner.ts';
import { closing } from '../world/pages.ts';
import { connectSite, offeredToSites, openPopup } from '../world/popup.ts';
import { opened, type Site, startSite, toldOf } from '../world/site.ts';
import { bytesOf } from '../world/stub-pod.ts';
import type { TemporaryDirectory } from '../world/temporary.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { close, openOptions } from './site-scene.ts';

/** Where a script of an extension runs. */
type Place = Pick<Page & Worker, 'evaluate'>;

const BYTES = new Uint8Array(bytesOf(3 * 1024 * 1024));
const NOTHING = { type: 'state', state: { webId: null, access: [] } };

let scene: Scene;
let site: Site;
let directories: TemporaryDirectory[];
/** Pages of two extensions that are not Latchkey; the first one is allowed something, the second one never. */
let friend: Page;
let stranger: Page;

beforeAll(async () => {
  const [friendly, strange] = [await otherExtension('Friend'), await otherExtension('Stranger')];
  directories = [friendly, strange];
  scene = await openSceneWithAlice(directories.map(({ path }) => path));
  site = await startSite({ '/sandboxed': { html: '', headers: { 'content-security-policy': 'sandbox' } } });
  const put = { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: BYTES };
  await (await ownerFetch(scene.server, scene.alice))(`${scene.alice.pod}private/large.bin`, put);
  [friend, stranger] = [await pageOf(friendly), await pageOf(strange)];
});
afterAll(() => close(scene, site, ...directories));

describe('Another extension', () => {
  test('hears that it may do nothing, and is given nothing', async () => {
    await connected(friend);
    expect(await heard(friend)).toEqual([NOTHING]);
    expect(await request(friend, `${scene.alice.pod}private/large.bin`)).toEqual({ said: 'not-granted' });
  });

  test('asks by its id, and is told who she is once she allows it', async () => {
    const answer = login(friend, { reason: 'To keep your bookmarks.' });
    const question = await questionOf(scene.browser, friend.url());
    await question.getByText(originOf(friend), { exact: true }).waitFor();
    await closing(question, () => press(question, 'Always allow', { only: ['Read'] }));
    expect(await answer).toEqual({ said: scene.alice.webId });
    const access = [{ storage: scene.alice.pod, modes: ['read'] }];
    expect(await heard(friend)).toContainEqual({
      type: 'state',
      state: { webId: scene.alice.webId, access },
    });
  });

  test('reads what it was allowed, byte for byte, and is refused all else', async () => {
    const { alice, bob } = scene;
    expect(await request(friend, `${alice.pod}private/large.bin`)).toEqual({
      said: '200',
      length: BYTES.byteLength,
      digest: createHash('sha256').update(BYTES).digest('hex'),
    });
    const refused = [
      await request(friend, `${alice.pod}private/large.bin`, 'DELETE'),
      await request(friend, `${alice.pod}private/new.txt`, 'PUT'),
      await request(friend, `${bob.pod}private/notes.ttl`),
      await request(friend, `${scene.server}.account/`),
    ];
    expect(refused).toEqual(refused.map(() => ({ said: 'not-granted' })));
  });

  test('reads from its worker, too', async () => {
    const worker = await (await scene.browser.other(directories[0]?.path ?? '')).worker();
    await connected(worker);
    expect(await request(worker, `${scene.alice.pod}private/notes.ttl`)).toMatchObject({ said: '200' });
  });

  test('that she has not allowed is given nothing of what the other one was', async () => {
    await connected(stranger);
    expect(await heard(stranger)).toEqual([NOTHING]);
    expect(await request(stranger, `${scene.alice.pod}private/large.bin`)).toEqual({ said: 'not-granted' });
    const answer = login(stranger);
    await answerQuestion(scene.browser, stranger.url(), 'Deny');
    expect(await answer).toEqual({ said: 'user-rejected' });
    expect((await heard(stranger)).map(({ type }) => type)).toEqual(['state', 'failed', 'failed']);
  });

  test('keeps no site from its provider', async () => {
    const tab = await opened(scene.browser, site.url);
    await connectSite(scene.browser, await openPopup(scene.browser, tab));
    await offeredToSites(scene.popup, true);
    await tab.reload();
    await toldOf(tab, scene.alice.webId);
    await tab.close();
  });

  test('hears that she took it back, and is given nothing any more', async () => {
    const options = await openOptions(scene, 'sites');
    await options.getByRole('button', { name: `Disconnect ${originOf(friend)}` }).click();
    await friend.waitForFunction(() => JSON.stringify(said.at(-1)).includes('"webId":null'));
    expect(await request(friend, `${scene.alice.pod}private/large.bin`)).toEqual({ said: 'not-granted' });
    await options.close();
  });

  test('that was allowed once has it until its page goes', async () => {
    await connected(friend);
    const answer = login(friend);
    await answerQuestion(scene.browser, friend.url(), 'Allow once');
    expect(await answer).toEqual({ said: scene.alice.webId });
    expect(await request(friend, `${scene.alice.pod}private/notes.ttl`)).toMatchObject({ said: '200' });
    await friend.reload();
    await connected(friend);
    expect(await heard(friend)).toEqual([NOTHING]);
  });
});

describe('Not by way of another extension', () => {
  test('may anybody speak as a page of Latchkey’s', async () => {
    for (const name of ['', 'view', 'popup']) {
      await connected(stranger, name);
      expect(await heard(stranger)).toEqual([{ type: 'gone' }]);
    }
    const answer = stranger.evaluate(
      (latchkey) => chrome.runtime.sendMessage(latchkey, { name: 'nextApproval', input: {} }),
      scene.browser.extensionId,
    );
    await expect(answer).rejects.toThrow('Receiving end does not exist');
  });

  for (const path of ['', 'sandboxed']) {
    test(`may a page of the web that has its script: /${path}`, async () => {
      const tab = await opened(scene.browser, `${site.url}${path}#${scene.browser.extensionId}`);
      await tab.waitForFunction(() => document.documentElement.dataset['heard'] !== undefined);
      expect(await tab.evaluate(() => document.documentElement.dataset['heard'])).toBe('gone');
      await tab.close();
    });
  }
});

async function pageOf({ path }: TemporaryDirectory): Promise<Page> {
  return opened(scene.browser, `${(await scene.browser.other(path)).origin}/page.html`);
}

/** The extension connects anew, and hears what it may do. */
async function connected(place: Place, name = 'site'): Promise<void> {
  await place.evaluate(([latchkey, port]) => connectTo(latchkey, port), [
    scene.browser.extensionId,
    name,
  ] as const);
}

function heard(page: Page) {
  return page.evaluate(() => said);
}

function login(page: Page, options: SiteLogin = {}): Promise<AnswerOfLatchkey> {
  return page.evaluate((asked) => ask({ type: 'login', options: asked }), options);
}

function request(place: Place, url: string, method = 'GET'): Promise<AnswerOfLatchkey> {
  return place.evaluate(
    ([address, asked]) => {
      const rest = { headers: [], body: null, redirect: 'follow', cache: 'default' } as const;
      return ask({ type: 'fetch', request: { url: address, method: asked, ...rest } });
    },
    [url, method] as const,
  );
}

function originOf(page: Page): string {
  // To Node.js only the schemes of the web have an origin.
  return page.url().replace('/page.html', '');
}

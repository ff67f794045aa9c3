import '../../fakes/worker.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { judge } from '../../../src/background/developers.ts';
import { handlers } from '../../../src/background/handlers.ts';
import { addPod } from '../../../src/background/pods.ts';
import { isPrivate } from '../../../src/background/private-windows.ts';
import { authority, signing } from '../../../src/background/signing.ts';
import { connectSite } from '../../../src/background/sites.ts';
import { readView } from '../../../src/background/view.ts';
import type { IdentityId } from '../../../src/domain/identity.ts';
import { nonceFor } from '../../../src/dpop/nonces.ts';
import { listGrants } from '../../../src/sites/grants.ts';
import { wantedIn } from '../../../src/sites/wanted.ts';
import { browser, chromium, pages } from '../../fakes/browser.ts';
import { APP, OTHER_APP } from '../../fakes/people.ts';
import type { Server } from '../../fakes/server.ts';
import { exchange, imageAt, navigationTo } from '../../fakes/wire.ts';
import {
  allow,
  answerTo,
  connectPage,
  failed,
  fetchBy,
  signInSomebody,
  startAnew,
  startPod,
} from './site-stage.ts';

vi.mock('../../../src/platform/browser.ts', () => import('../../fakes/browser.ts'));

const { rules } = chromium.declarativeNetRequest;
const PRIVATE = 5;
const SENDER = { tab: { id: PRIVATE, incognito: true } };
const usePrivateWindows = (used: boolean) =>
  handlers.usePrivateWindows({ used }, { tabId: null, documentId: null, url: new URL('https://a') });

let id: IdentityId;
let webId: string;
let pod: Server;

beforeEach(async () => {
  await startAnew();
  pages.set(PRIVATE, { url: `${APP}/notes`, documentId: 'private', incognito: true });
  ({ id, webId } = await signInSomebody());
  pod = await startPod(() => ({ status: 200, body: 'private' }));
  await addPod(pod.url);
  await allow(id, pod);
});

const nothing = { type: 'state', state: { webId: null, access: [] } };

/** What the page of a site, in a private window, was told first. */
async function connectPrivately() {
  const page = connectPage({ tabId: PRIVATE, documentId: 'private' }, SENDER);
  await vi.waitFor(() => expect(page.told).not.toEqual([]));
  return page;
}

/** Once this has been heard, what came before it would have been, too. */
async function exchangeOrdinarily(): Promise<void> {
  const url = 'https://ordinary.example/picture.png';
  exchange(signing, imageAt(url), 401, { 'dpop-nonce': 'ordinary' });
  await vi.waitFor(async () => expect(await nonceFor('resource', new URL(url))).toBe('ordinary'));
}

const writtenGrants = async () => (await listGrants()).map(({ usedAt }) => usedAt);

describe('in a private window, while the person has not said so', () => {
  it('nobody is anybody, though they are elsewhere', async () => {
    expect(await authority({ tabId: PRIVATE })).toMatchObject({ active: null, siteIdentities: {} });
    expect(await authority({ tabId: 1 })).toMatchObject({ active: id });
    expect(await authority()).toMatchObject({ active: id });
  });

  it('a page is told nothing, fetches for itself, and asks nobody', async () => {
    const page = await connectPrivately();
    expect(page.told).toEqual([nothing]);
    expect(await fetchBy(page, 1, pod.url)).toEqual(failed(1, 'not-granted'));
    page.say({ type: 'login', id: 2, options: {} });
    expect(await answerTo(page, 2)).toEqual(failed(2, 'not-connected'));
    expect(browser.windows.create).not.toHaveBeenCalled();
    expect(pod.seen).toEqual([]);
  });

  it('a refused page stays refused, and of its server nothing is kept', async () => {
    const url = `${pod.url}page.html`;
    exchange(signing, navigationTo(url, { tabId: PRIVATE }), 401, { 'dpop-nonce': 'private' });
    expect(await signing.onPageRefused(PRIVATE, new URL(url))).toBe(false);
    await exchangeOrdinarily();
    expect([rules.size, await nonceFor('resource', new URL(url))]).toEqual([0, null]);
    exchange(signing, navigationTo(url), 401);
    expect(await signing.onPageRefused(1, new URL(url))).toBe(true);
  });

  it('the popup is told of no site there, and none is connected', async () => {
    expect(await readView(PRIVATE)).toMatchObject({ site: null, isUsedInPrivate: false });
    await expect(connectSite(PRIVATE)).rejects.toThrow('site-unavailable');
  });

  it('a developer is told that nobody signs there', async () => {
    const asked = { method: 'GET', url: pod.url, site: APP };
    expect(await judge({ ...asked, tabId: PRIVATE })).toMatchObject({ signer: null, left: 'anonymous' });
    expect(await judge({ ...asked, tabId: null })).toMatchObject({ signer: id });
  });
});

describe('in a private window, once the person has said so', () => {
  beforeEach(() => usePrivateWindows(true));

  it('a page is told who they are, and reads, of which nothing is recorded', async () => {
    const page = await connectPrivately();
    expect(page.told).toMatchObject([{ state: { webId } }]);
    expect(await fetchBy(page, 1, pod.url)).toMatchObject({ type: 'head', head: { status: 200 } });
    expect(await writtenGrants()).toEqual([null]);
    const ordinary = connectPage();
    expect(await fetchBy(ordinary, 1, pod.url)).toMatchObject({ type: 'head' });
    await vi.waitFor(async () => expect(await writtenGrants()).not.toEqual([null]));
  });

  it('a page that wants more asks nobody, takes nothing back, and what it wanted is forgotten', async () => {
    const page = await connectPrivately();
    page.say({
      type: 'login',
      id: 1,
      options: { access: [{ storage: 'https://bob.example/', modes: ['read'] }] },
    });
    page.say({ type: 'logout', id: 2 });
    expect([await answerTo(page, 1), await answerTo(page, 2)]).toEqual([
      failed(1, 'not-connected'),
      failed(2, 'not-connected'),
    ]);
    expect(await listGrants()).toHaveLength(1);
    const picture = imageAt(`${pod.url}a.png`, {
      initiator: OTHER_APP,
      documentId: 'private',
      tabId: PRIVATE,
    });
    exchange(signing, picture, 401);
    exchange(signing, { ...picture, documentId: 'one', tabId: 1 }, 401);
    await vi.waitFor(async () => expect(await wantedIn(1)).not.toBeNull());
    expect(await wantedIn(PRIVATE)).toBeNull();
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it('a page hears at once that they are nobody there, after all', async () => {
    const page = await connectPrivately();
    await usePrivateWindows(false);
    await vi.waitFor(() => expect(page.told.at(-1)).toEqual(nothing));
  });
});

it('a tab that has gone may have been private; what the browser says with a request counts first', async () => {
  expect(await isPrivate({ tabId: 99 })).toBe(true);
  expect(await isPrivate({ tabId: 99, isPrivate: false })).toBe(false);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalOf } from '../world/journal.ts';
import { pageAt } from '../world/pages.ts';
import { signOut, switchTo } from '../world/popup.ts';
import type { StrictServers } from '../world/strict-servers.ts';
import { passIssuersPages } from '../world/strict-sign-in.ts';
import type { Scene } from './scene.ts';
import { openStrictScene, type StrictScene, signInStrictly } from './strict-scene.ts';
import { changeTokens, readTokens } from './tokens.ts';

const PATH = '/alice/private/plain.html';

let strict: StrictScene;
let servers: StrictServers;
let scene: Scene;
let tab: Page;

beforeAll(async () => {
  strict = await openStrictScene();
  ({ servers, scene } = strict);
  tab = await scene.browser.context.newPage();
});
afterAll(() => strict[Symbol.asyncDispose]());

/** Opens her private page, which may take several loads: as many as the servers demand. */
async function opened(status: number): Promise<readonly string[]> {
  const journal = journalOf(tab);
  await journal.open(`${servers.alice.pod}private/plain.html`, status);
  return journal.entries;
}

const tokenRequests = () => servers.issuer.seenAt('/token').filter(({ method }) => method === 'POST').length;

describe('At an issuer and a pod that demand nonces, and with refresh tokens that serve once', () => {
  test('Alice signs in', () => signInStrictly(strict));

  test('her private page opens: refused unsigned, then for want of a nonce, then not', async () => {
    expect(await opened(200)).toEqual([`401 ${PATH}`, `401 ${PATH}`, `200 ${PATH}`]);
    expect(servers.pod.seenAt(PATH).at(-1)).toMatchObject({ status: 200, reason: null });
  });

  test('the nonce is kept: the next load is signed once, also by a worker that was woken for it', async () => {
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    await scene.browser.killWorker();
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
  });

  test('a pod whose clock is ten minutes fast is met by its own time', async () => {
    servers.pod.clockSkew = 600;
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    servers.pod.clockSkew = 0;
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
  });

  test('an access token that has ended is renewed by one request', async () => {
    const [before, { refreshToken }] = [tokenRequests(), await readTokens(scene.popup)];
    await changeTokens(scene.popup, { expiresAt: 0 });
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    expect(tokenRequests() - before).toBe(1);
    expect((await readTokens(scene.popup)).refreshToken).not.toBe(refreshToken);
  });

  test('an answer that was lost on the way costs no new sign-in: the issuer still knows her', async () => {
    await changeTokens(scene.popup, { expiresAt: 0 });
    servers.issuer.loseAnswerAt('/token');
    await opened(401);
    await scene.popup.getByText('Signed in', { exact: true }).waitFor();
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    await scene.popup.getByText('Signed in', { exact: true }).waitFor();
  });

  test('nor does a line that is cut while a window that nobody sees is tried: the session goes on', async () => {
    const { line } = servers;
    await changeTokens(scene.popup, { expiresAt: 0, refreshToken: 'no such token' });
    line.cutAt('/auth');
    await opened(401);
    // Latchkey asks whether the issuer is there, and the next worker knows no more than what was kept.
    await expect.poll(() => line.lost).toContain('/.well-known/openid-configuration');
    await scene.browser.killWorker();
    line.isCut = false;
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    await scene.popup.getByText('Signed in', { exact: true }).waitFor();
  });

  test('an issuer that lost all registrations gets one more, and asks her for her consent to it', async () => {
    const { popup, browser } = scene;
    const registered = servers.issuer.seenAt('/reg').length;
    servers.issuer.forgetClients();
    await changeTokens(popup, { expiresAt: 0 });
    expect(await opened(401)).toEqual([`401 ${PATH}`]);
    const page = pageAt(browser.context, `${servers.issuer.url}/sign-in/`);
    await popup.getByRole('button', { name: `Sign in again as ${servers.alice.name}` }).click();
    await passIssuersPages(await page, servers.alice);
    await popup.getByText('Signed in', { exact: true }).waitFor();
    expect(await opened(200)).toEqual([`401 ${PATH}`, `200 ${PATH}`]);
    expect(servers.issuer.seenAt('/reg').length - registered).toBe(1);
  });

  test('signing out revokes the token, and ends the signing', async () => {
    await signOut(scene.popup, servers.alice.name);
    expect(await opened(401)).toEqual([`401 ${PATH}`]);
    await expect.poll(() => servers.issuer.seenAt('/token/revocation').at(-1)?.status).toBe(200);
    await switchTo(scene.popup, 'Anonymous');
    expect(await opened(401)).toEqual([`401 ${PATH}`]);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press, questionOf } from '../world/approval.ts';
import { closing } from '../world/pages.ts';
import { grantedEverySiteBefore } from '../world/permissions.ts';
import { startSignIn } from '../world/popup.ts';
import { cancelAt, signInAt } from '../world/sign-in-page.ts';
import { logIn, opened, providerIn, read, type Site, startSite, toldOf, webIdIn } from '../world/site.ts';
import { openScene, type Scene } from './scene.ts';
import { close, offerByOptions, openOptions } from './site-scene.ts';

const NOBODY = 'Nobody is signed in yet.';

let scene: Scene;
let site: Site;
let tab: Page;

beforeAll(async () => {
  scene = await openScene();
  site = await startSite();
  await grantedEverySiteBefore(scene.browser);
  const options = await openOptions(scene, 'privacy');
  await offerByOptions(options, 'On every site');
  await options.close();
  tab = await opened(scene.browser, site.url);
  await providerIn(tab);
});
afterAll(() => close(scene, site));

describe('A question while nobody is signed in', () => {
  test('ends with its window', async () => {
    const login = logIn(tab);
    const question = await questionOf(scene.browser, site.origin);
    await question.getByText(NOBODY).waitFor();
    expect(await question.getByRole('button', { name: /^Allow|^Always/ }).count()).toBe(0);
    await question.close();
    expect(await login).toBe('user-rejected');
  });

  test('ends with its window in the midst of signing in, too, and cannot be answered by what comes of that', async () => {
    const login = logIn(tab);
    const question = await questionOf(scene.browser, site.origin);
    const page = await startSignIn(scene.browser, question, scene.server, scene.alice.webId);
    await question.close();
    expect(await login).toBe('user-rejected');
    await cancelAt(page);
    expect(await webIdIn(tab)).toBe(null);
  });

  test('has her sign in first, in the same window, and then is answered', async () => {
    const { browser, server, alice } = scene;
    const pages: Page[] = [];
    browser.context.on('page', (page) => pages.push(page));
    const login = logIn(tab, { reason: 'To show your notes.' });
    const question = await questionOf(browser, site.origin);
    await question.getByText(NOBODY).waitFor();
    await signInAt(await startSignIn(browser, question, server, alice.webId), alice);
    await question.getByRole('radio', { name: alice.name, checked: true }).waitFor();
    await question.getByText(alice.pod, { exact: true }).waitFor();
    expect(await question.getByText(NOBODY).count()).toBe(0);
    expect(await webIdIn(tab)).toBe(null);
    await closing(question, () => press(question, 'Always allow'));
    expect(await login).toBe(alice.webId);
    await toldOf(tab, alice.webId);
    expect(await read(tab, `${alice.pod}private/notes.ttl`)).toContain('Feed the cat.');
    expect(pages.filter((page) => page.url().includes('approve.html'))).toEqual([question]);
  });
});

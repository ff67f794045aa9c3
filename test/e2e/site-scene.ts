import type { Page } from 'playwright-core';
import { hostilePages } from '../world/hostile-pages.ts';
import { connectSite, offeredToSites, openPopup } from '../world/popup.ts';
import { opened, type Site, type SitePage, startSite, toldOf } from '../world/site.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { readTokens } from './tokens.ts';

/** A site that Alice has connected, in its tab, and the popup over it. */
export interface SiteScene {
  readonly scene: Scene;
  readonly site: Site;
  readonly tab: Page;
  readonly popup: Page;
}

export async function openSiteScene(pages?: Readonly<Record<string, SitePage>>): Promise<SiteScene> {
  const scene = await openSceneWithAlice();
  const site = await startSite(pages);
  const tab = await opened(scene.browser, site.url);
  const popup = await openPopup(scene.browser, tab);
  await connectSite(scene.browser, popup);
  await toldOf(tab, scene.alice.webId);
  return { scene, site, tab, popup };
}

/** A site that means ill, another one, and Alice, who has connected neither. */
export interface HostileScene {
  readonly scene: Scene;
  readonly hostile: Site;
  readonly other: Site;
  /** Every token that Alice has. */
  readonly secrets: readonly string[];
}

export async function openHostileScene(): Promise<HostileScene> {
  const scene = await openSceneWithAlice();
  const other = await startSite();
  const hostile = await startSite(hostilePages(other.url));
  const { accessToken, refreshToken, idToken } = await readTokens(scene.popup);
  const secrets = [accessToken, refreshToken, idToken].filter((token) => token !== null);
  return { scene, hostile, other, secrets };
}

/** From now on every page on every host has its provider before its own scripts run. */
export async function offerEverywhere({ scene, hostile }: HostileScene): Promise<void> {
  const tab = await opened(scene.browser, hostile.url);
  await connectSite(scene.browser, await openPopup(scene.browser, tab));
  await offeredToSites(scene.popup, true);
}

/** One of the options' pages, in a tab of its own. */
export function openOptions({ browser }: Scene, page: string): Promise<Page> {
  return opened(browser, `${browser.origin}/options/index.html#${page}`);
}

/** She has Latchkey offered to every site, or to those that she connects. */
export async function offerByOptions(
  options: Page,
  to: 'On every site' | 'On sites I connect',
): Promise<void> {
  await options.getByRole('radio', { name: to }).click();
  await options.getByRole('radio', { name: to, checked: true }).waitFor();
  await offeredToSites(options, to === 'On every site');
}

/** Ends what a story opened, the browser first. */
export async function close(scene: Scene, ...servers: readonly AsyncDisposable[]): Promise<void> {
  await scene[Symbol.asyncDispose]();
  await Promise.all(servers.map((one) => one[Symbol.asyncDispose]()));
}

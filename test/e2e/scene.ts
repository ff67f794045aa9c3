import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { type Chromium, type LaunchOptions, launch } from '../world/browser.ts';
import { launchFirefox } from '../world/firefox.ts';
import { type People, peopleAt } from '../world/people.ts';
import { grantedBefore } from '../world/permissions.ts';
import { allowPods, openPopup, signIn } from '../world/popup.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../world/temporary.ts';
import { inFirefox } from './browsers.ts';

export const EXTENSION = 'dist/test';

/** A browser with Latchkey, fresh from the store, and its popup. */
export interface Scene extends People, AsyncDisposable {
  readonly server: string;
  /** The directory of the browser's profile. */
  readonly profile: string;
  readonly browser: Chromium;
  readonly popup: Page;
  /** Closes the browser and opens it again with the same profile. */
  restart(): Promise<void>;
}

type Launched = Partial<Pick<LaunchOptions, 'extension' | 'home'>>;

/**
 * @param others the directories of other extensions in the browser
 * @param launched what the browser is launched with in place of what is usual
 */
export async function openScene(others: readonly string[] = [], launched: Launched = {}): Promise<Scene> {
  const server = inject('server');
  const profile = await temporaryDirectory('profile');
  let [browser, popup] = await open(profile, { others, ...launched });
  return {
    server,
    profile: profile.path,
    ...peopleAt(server),
    get browser() {
      return browser;
    },
    get popup() {
      return popup;
    },
    async restart() {
      await browser.close();
      [browser, popup] = await open(profile, { others, ...launched });
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await profile[Symbol.asyncDispose]();
    },
  };
}

async function open(
  profile: TemporaryDirectory,
  launched: Launched & Pick<LaunchOptions, 'others'>,
): Promise<[Chromium, Page]> {
  const options = {
    extension: inFirefox ? 'dist/firefox' : EXTENSION,
    ...{ profile: profile.path, headless: true, ...launched },
  };
  const browser = await (inFirefox ? launchFirefox(options) : launch(options));
  return [browser as Chromium, await openPopup(browser)];
}

/** A scene in which Alice is signed in and has let Latchkey open pods. */
export async function openSceneWithAlice(others: readonly string[] = []): Promise<Scene> {
  const scene = await openScene(others);
  await grantedBefore(scene.browser);
  await signIn(scene.browser, scene.popup, scene.server, scene.alice);
  await allowPods(scene.popup);
  return scene;
}

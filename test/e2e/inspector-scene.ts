import type { Locator, Page } from 'playwright-core';
import { opened } from '../world/site.ts';
import { openSceneWithAlice, type Scene } from './scene.ts';
import { everythingIn } from './secrets-in-page.ts';
import { readTokens } from './tokens.ts';

/** Alice is signed in, and the inspector is open in a tab. */
export interface InspectorScene extends AsyncDisposable {
  readonly scene: Scene;
  readonly page: Page;
  /** Her access token and her ID token. */
  readonly tokens: readonly [access: string, id: string];
  /** What pages have said in their consoles. */
  readonly said: readonly string[];
  /** A part of the inspector, by its heading. */
  part(name: string): Locator;
  /** What of some texts stands anywhere in the page. */
  shown(texts: readonly string[]): Promise<readonly string[]>;
}

export async function openInspector(): Promise<InspectorScene> {
  const scene = await openSceneWithAlice();
  const said: string[] = [];
  scene.browser.context.on('console', (message) => said.push(message.text()));
  const page = await opened(scene.browser, `${scene.browser.origin}/popup/index.html#inspector`);
  const { accessToken, idToken } = await readTokens(scene.popup);
  if (idToken === null) throw new Error('She has no ID token.');
  return {
    scene,
    page,
    tokens: [accessToken, idToken],
    said,
    part: (name) => page.getByRole('region', { name, exact: true }),
    async shown(texts) {
      const everything = await everythingIn(page);
      return texts.filter((text) => everything.includes(text));
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

/** A button with exactly this name. */
export function button(within: Locator, name: string): Locator {
  return within.getByRole('button', { name, exact: true });
}

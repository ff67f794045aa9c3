import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { switchTo } from '../world/popup.ts';
import { opened } from '../world/site.ts';
import { notInFirefox } from './browsers.ts';
import { button, type InspectorScene, openInspector } from './inspector-scene.ts';
import { clipboardOf } from './secrets-in-page.ts';

const CHECKS = {
  'Access token': ['Key', 'Audience', 'Issuer', 'Profile', 'WebID', 'Signature', 'Time'],
  'ID token': ['Audience', 'Issuer', 'Profile', 'WebID', 'Signature', 'Time'],
} as const;

let inspector: InspectorScene;

beforeAll(async () => {
  inspector = await openInspector();
});
afterAll(() => inspector[Symbol.asyncDispose]());

describe('The inspector', () => {
  test.each(['Access token', 'ID token'] as const)('ticks every check of the %s', async (name) => {
    for (const check of CHECKS[name])
      await inspector
        .part(name)
        .getByRole('img', { name: `${check}: holds.` })
        .waitFor();
    expect(await inspector.part(name).getByRole('img').count()).toBe(CHECKS[name].length);
  });

  test('decodes the tokens and says what each claim means', async () => {
    const { alice, server } = inspector.scene;
    const access = inspector.part('Access token');
    await access.getByText(alice.webId, { exact: true }).first().waitFor();
    await access.getByText(server, { exact: true }).waitFor();
    await access.getByText('Confirmation (RFC 7800): the key whose holder alone may use it').waitFor();
    await access
      .getByRole('timer')
      .getByText(/^expires in \d+ (min|h)/)
      .waitFor();
    await inspector.part('ID token').getByText('Issuer (RFC 7519): who made the token').waitFor();
  });

  test('shows the key’s public half, whose thumbprint the access token names', async () => {
    const key = inspector.part('DPoP key');
    await key.getByText('The private key cannot be read out', { exact: false }).waitFor();
    const jkt = await key.locator('p.mono').textContent();
    await inspector
      .part('Access token')
      .getByText(jkt ?? 'none', { exact: true })
      .waitFor();
  });
});

describe('Whose tokens are shown', () => {
  let page: Page;

  beforeAll(async () => {
    await switchTo(inspector.scene.popup, 'Anonymous');
  });
  afterAll(async () => {
    await switchTo(inspector.scene.popup, inspector.scene.alice.name);
    await page.close();
  });

  test('is to be chosen while she is anonymous', async () => {
    page = await opened(
      inspector.scene.browser,
      `${inspector.scene.browser.origin}/popup/index.html#inspector`,
    );
    await page.getByText('You are anonymous', { exact: false }).waitFor();
    await page.getByRole('combobox', { name: 'Identity' }).selectOption(inspector.scene.alice.name);
    await page.getByRole('heading', { name: 'Access token', exact: true }).waitFor();
  });

  test('stands in the address of the link "Open in a tab"', async () => {
    // Only the toolbar's popup shows it.
    const link = await page.locator('a', { hasText: 'Open in a tab' }).getAttribute('href');
    await page.close();
    page = await opened(inspector.scene.browser, new URL(link ?? '', inspector.scene.browser.origin).href);
    await page.getByRole('heading', { name: 'ID token', exact: true }).waitFor();
  });
});

describe('No token stands anywhere', () => {
  test('in the page or on the clipboard before "Reveal"', async () => {
    expect(await inspector.shown(inspector.tokens)).toEqual([]);
    expect(await inspector.shown(inspector.tokens.flatMap((token) => token.split('.')))).toEqual([]);
    const copied = await clipboardOf(inspector.scene.browser, inspector.page);
    expect(inspector.tokens.filter((token) => copied.includes(token))).toEqual([]);
  });

  test.each(['Access token', 'ID token'])('but the %s while it is revealed', async (name) => {
    const [accessToken, idToken] = inspector.tokens;
    const [revealed, other] = name === 'Access token' ? [accessToken, idToken] : [idToken, accessToken];
    await button(inspector.part(name), 'Reveal').click();
    await button(inspector.part(name), 'Hide').waitFor();
    expect(await inspector.shown([revealed, other])).toEqual([revealed]);
    expect(await clipboardOf(inspector.scene.browser, inspector.page)).not.toContain(revealed);
    await button(inspector.part(name), 'Hide').click();
    await button(inspector.part(name), 'Reveal').waitFor();
    expect(await inspector.shown(inspector.tokens)).toEqual([]);
  });

  test('once the inspector was left while it was revealed', async () => {
    await button(inspector.part('Access token'), 'Reveal').click();
    await button(inspector.part('Access token'), 'Hide').waitFor();
    await inspector.page.getByRole('tab', { name: 'Activity' }).click();
    await inspector.part('Access token').waitFor({ state: 'detached' });
    expect(await inspector.shown(inspector.tokens)).toEqual([]);
    await inspector.page.getByRole('tab', { name: 'Inspector' }).click();
    await button(inspector.part('Access token'), 'Reveal').waitFor();
    expect(await inspector.shown(inspector.tokens)).toEqual([]);
  });

  notInFirefox('no clock can be set in an extension’s page')(
    'once it was in sight for a minute',
    async () => {
      await inspector.page.clock.install();
      await inspector.page.reload();
      await button(inspector.part('Access token'), 'Reveal').click();
      await button(inspector.part('Access token'), 'Hide').waitFor();
      await inspector.page.clock.runFor(59_000);
      expect(await inspector.shown(inspector.tokens)).toHaveLength(1);
      await inspector.page.clock.runFor(2_000);
      await button(inspector.part('Access token'), 'Reveal').waitFor();
      expect(await inspector.shown(inspector.tokens)).toEqual([]);
      await inspector.page.clock.resume();
    },
  );

  test('and it comes to the clipboard by "Copy" alone', async () => {
    const [accessToken] = inspector.tokens;
    await button(inspector.part('Access token'), 'Reveal').click();
    await button(inspector.part('Access token'), 'Copy').click();
    await inspector.part('Access token').getByText('Copied.').waitFor();
    expect(await clipboardOf(inspector.scene.browser, inspector.page)).toBe(accessToken);
    await button(inspector.part('Access token'), 'Hide').click();
  });
});

describe('Somebody who is signed out', () => {
  test('has a key, and no tokens', async () => {
    await inspector.scene.popup.bringToFront();
    await inspector.scene.popup
      .getByRole('button', { name: `Sign out ${inspector.scene.alice.name}` })
      .click();
    await inspector.page.getByText(`${inspector.scene.alice.name} is signed out.`).waitFor();
    await inspector.part('DPoP key').waitFor();
    expect(await inspector.part('Access token').count()).toBe(0);
    expect(await inspector.part('Proof maker').count()).toBe(0);
  });

  notInFirefox('no test hears the console of an extension’s page')(
    'and nobody’s console ever held a token',
    async () => {
      await inspector.page.evaluate(() => console.log('the last words'));
      await expect.poll(() => inspector.said).toContain('the last words');
      const texts = inspector.said.join('\n');
      expect(inspector.tokens.filter((token) => texts.includes(token))).toEqual([]);
    },
  );
});
